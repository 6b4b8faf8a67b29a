"""Who speaks where in a text, as far as it has been read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.naming.cast import Mention, Who
from dateline.extract.saying.attribution import Attribution


class Speech:
    """Who speaks where, as far as a text has been read: the speakers' places, and whose words each place belongs to."""

    def __init__(self, attributed: Sequence[Attribution], people: Sequence[Mention]) -> None:
        self.last: Who | None = None
        """The person who spoke last."""
        self.last_at = self.content_start = -1
        self._sources = sorted((a.speaker.start, a.speaker.end) for a in attributed if a.speaker is not None)
        self._told = sorted((*span, a.speaker.start) for a in attributed if a.speaker is not None for span in a.spans)
        self._named: dict[int, Who] = {}
        self._at = 0
        for mention in people:
            self._name(mention)

    def speaks(self, at: int) -> bool:
        """Whether a speaker stands at a place."""
        n = bisect_left(self._sources, (at + 1,)) - 1
        return n >= 0 and self._sources[n][0] <= at < self._sources[n][1]

    def told_by(self, at: int) -> Who | None:
        """Who said what stands at a place; None where nobody, or nobody known before it."""
        n = bisect_left(self._told, (at + 1,)) - 1
        while n >= 0 and at - self._told[n][0] < 2000:
            if at < self._told[n][1]:
                self.content_start = self._told[n][0]
                return self._named.get(self._told[n][2])
            n -= 1
        return None

    def upto(self, at: int, people: Sequence[Mention]) -> None:
        """Hears all that persons named before a place say."""
        while self._at < len(people) and people[self._at].start < at:
            self.heard(people[self._at])
            self._at += 1

    def heard(self, mention: Mention) -> None:
        """Notes a mention: it is a speaker's where a speaker stands."""
        if self._name(mention) and mention.who is not None and mention.who.kind == "person":
            self.last, self.last_at = mention.who, mention.start

    def _name(self, mention: Mention) -> bool:
        """Notes whose words are told where a mention is a speaker's; False where it is not."""
        n = bisect_left(self._sources, (mention.start + 1,)) - 1
        if n < 0 or mention.start >= self._sources[n][1] or mention.who is None:
            return False
        self._named.setdefault(self._sources[n][0], mention.who)
        return True
