"""Organisations that the authority does not list: named in full, by a short form or by an acronym of the story."""

from __future__ import annotations

from collections.abc import Set

from dateline.extract.authority.names import fold
from dateline.extract.naming.cast import LONGEST, Cast, Mention, Who, local
from dateline.extract.naming.introductions import describe_body, is_called_body
from dateline.extract.naming.lexicon import ORG_NOUNS
from dateline.extract.naming.runs import Run
from dateline.extract.reading import Reading

_PLACES = frozenset(
    {"us", "uk", "dc", "la", "ny", "north", "south", "east", "west", "new", "national", "international"}
)
_SMALL = frozenset({"of", "for", "and", "the", "on", "in", "&"})


class Bodies:
    """The organisations of one story that are known by what the story says of them alone."""

    def __init__(self, reading: Reading, cast: Cast, speaking: Set[int]) -> None:
        self.reading, self.cast, self.speaking = reading, cast, speaking
        self._full: dict[str, Who] = {}
        self._beginnings: dict[str, dict[str, Who]] = {}
        self._ends: dict[str, dict[str, Who]] = {}
        self._initials: dict[str, dict[str, Who]] = {}

    def enrol(self, run: Run, text: str) -> None:
        """Notes a name of a body, with the acronym that follows it in brackets."""
        words = self.reading.words
        folded = fold(text)
        if run.last - run.first == 1 and not self._is_telling(run):
            return
        if run.last - run.first > 1 or folded not in self._full:
            who = self._full.setdefault(folded, local(_without_article(text), "organisation"))
            self.index(text, who)
            describe_body(self.reading, self.cast, run, who)
        if run.last - run.first > 1 and run.last + 2 < len(words) and words[run.last].text == "(":
            short = words[run.last + 1].text
            if short.isupper() and 2 <= len(short) <= 8 and words[run.last + 2].text == ")":
                self.cast.acronyms.setdefault(short, self._full[folded])

    def _is_telling(self, run: Run) -> bool:
        """Whether a name of one word is surely a body's: it speaks, or is called one (`the carrier SkyPetrel`)."""
        return run.body or run.first in self.speaking or is_called_body(self.reading, run)

    def mention(self, run: Run, text: str, only_known: bool = False) -> Mention | None:
        """The mention that a name makes; None for one that is `only_known` where the story says no more of it."""
        words = self.reading.words
        start, end = words[run.first].start, words[run.last - 1].end
        if end - start > LONGEST:
            return None
        who, rule, confidence = self._meant(text, all(w.entity in ("GPE", "NORP") for w in words[run.first : run.last]))
        if who is None:
            if only_known or run.last - run.first == 1:
                return None
            who, rule, confidence = local(_without_article(text), "organisation"), "name_only", 0.6
        self.cast.add(who, at=start)
        return Mention(start, end, "name", who, rule, confidence)

    def _meant(self, text: str, is_place: bool) -> tuple[Who | None, str, float]:
        bare = text.replace(".", "")
        if bare in self.cast.acronyms:
            return self.cast.acronyms[bare], "acronym_in_story", 0.95
        folded = fold(text)
        if bare.isupper() and len(bare) > 2:
            same = self._initials.get(bare.lower(), {})
            if len(same) == 1:
                return next(iter(same.values())), "acronym_in_story", 0.85
        if folded in ORG_NOUNS or folded in _PLACES or is_place:
            return None, "unresolved_name", 0.5
        longer = dict(self._beginnings.get(folded, {}))
        if folded not in self._full and len(folded) > 3:  # `Macy's` is not a shop that is called after it
            longer |= self._ends.get(folded, {})
        if len(longer) == 1:
            return next(iter(longer.values())), "short_name_in_story", 0.85
        if folded in self._full:
            return self._full[folded], "name_only", 0.7 if " " in folded else 0.6
        return None, "unresolved_name", 0.5

    def index(self, name: str, who: Who) -> None:
        """Notes a full name, so that its beginnings, its ends and its initials are understood."""
        words = fold(name).split()
        for n in range(1, len(words)):
            self._beginnings.setdefault(" ".join(words[:n]), {})[who.key] = who
            self._ends.setdefault(" ".join(words[n:]), {})[who.key] = who
        if len(words) > 1:
            initials = "".join(word[0] for word in words if word not in _SMALL)
            self._initials.setdefault(initials, {})[who.key] = who


def _without_article(text: str) -> str:
    return text[4:] if text[:4] in ("The ", "the ") else text
