"""The resolved mentions of a story, found by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from dateline.extract.naming.cast import LONGEST, Mention, Who
from dateline.extract.naming.mentions import mention_id
from dateline.extract.phrase import Phrase
from dateline.extract.reading import Word
from dateline.extract.story import Story


class Places:
    """Mentions whose actor is known, in order of place. With `known`, only those whose id stands in it: a mention that
    was rejected must not be pointed at."""

    def __init__(self, story: Story, article_id: str, known: Set[str] | None = None) -> None:
        self.article_id = article_id
        self.all = [m for m in story.mentions if m.who is not None]
        if known is not None:
            self.all = [m for m in self.all if mention_id(article_id, m) in known]
        self._starts = [m.start for m in self.all]

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly in [start, end)."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.all[first:last] if m.end <= end]

    def over(self, start: int, end: int) -> Mention | None:
        """The mention that takes in [start, end); of several the longest."""
        first, last = bisect_left(self._starts, start - LONGEST), bisect_left(self._starts, start + 1)
        found = [m for m in self.all[first:last] if m.end >= end]
        return max(found, key=lambda m: m.end - m.start, default=None)

    def begins(self, word: Word) -> bool:
        """Whether a mention begins at a word."""
        at = bisect_left(self._starts, word.start)
        return at < len(self._starts) and self._starts[at] == word.start

    def who(self, phrase: Phrase) -> Who | None:
        """The actor that a noun phrase names: that of the mention over its head word, where the mention stays within
        the phrase or takes it in whole."""
        mention = self.over(phrase.head.start, phrase.head.end)
        if mention is None:
            return None
        is_part = phrase.start <= mention.start and mention.end <= phrase.end
        is_whole = mention.start <= phrase.start and phrase.end <= mention.end
        return mention.who if is_part or is_whole else None
