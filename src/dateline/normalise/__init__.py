"""From items in their senders' words to articles that can be trusted: clean text, true times, who, where, which story.

Pure: the wire, the contract, the word lists and the time of receipt are arguments.
"""

from dateline.normalise.articles import NORMALISER, articles, document, fields, with_lead
from dateline.normalise.boilerplate import Boilerplate, boilerplate_of
from dateline.normalise.copies import sentence_hashes
from dateline.normalise.recurring import LINES, Recurring, lines, recurring
from dateline.normalise.words import Vocabulary, vocabulary

__all__ = [
    "LINES", "NORMALISER", "Boilerplate", "Recurring", "Vocabulary", "articles", "boilerplate_of", "document", "fields",
    "lines", "recurring", "sentence_hashes", "vocabulary", "with_lead",
]  # fmt: skip
