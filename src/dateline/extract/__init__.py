"""Who said what: mentions, quotes and topics of articles. Arrow in, Arrow out, pure.

`reader()` loads the network and the vocabulary once; everything else takes it as an argument.
"""

from dateline.extract.annotate import annotate
from dateline.extract.reader import EXTRACTOR, VERSION, Reader, asked_profile, reader
from dateline.extract.tables import mentions, quotes, topic_sides, topics

__all__ = [
    "EXTRACTOR",
    "VERSION",
    "Reader",
    "annotate",
    "asked_profile",
    "mentions",
    "quotes",
    "reader",
    "topic_sides",
    "topics",
]
