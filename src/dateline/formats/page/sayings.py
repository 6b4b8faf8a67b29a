"""What news sites write around their stories, in many languages: lines that lead elsewhere, and names of what follows.

The phrases are those of sites in general (`leads`, `heads`). None begins a sentence of a story: one that might stands
there with the mark or the word that follows it. They are looked up by their first letters, so that their number costs
no time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.formats.page.heads import AMID, HEADS, NOTES
from dateline.formats.page.leads import LEADS

_AROUND = ' \t:.…!|*•·»›→>►▶+–—-()[]“”"0123456789'
_BEFORE = ' \t*•·»›→►▶▼◆■–—-#|+“”"【'
_LONGEST = 60


def is_beside(line: str) -> bool:
    """Whether a line opens as those do that lead to another page, ask for something or credit a picture, or is, as a
    whole, the name of something beside the story, behind it or amid it."""
    start = _folded(line[:_LONGEST].lstrip(_BEFORE))
    return _opens(start, _LEADS) or (len(line) < _LONGEST and start.strip(_AROUND) in _BESIDE)


def tells_of_making(line: str) -> bool:
    """Whether a line opens as notes do that stand under a story."""
    return _opens(_folded(line[:_LONGEST].lstrip(_BEFORE)), _NOTES)


def is_name_of_following(line: str) -> bool:
    """Whether a line is, as a whole, the name of something that follows a story: comments, other stories, tags."""
    return len(line) < _LONGEST and _folded(line.strip(_AROUND)) in _HEADS


def _folded(text: str) -> str:
    """The text without case; a Turkish capital's dot falls too."""
    return text.casefold().replace("\u0307", "")


def _phrases(text: str) -> Iterator[str]:
    """The phrases of a list: a language a line, parted by bars; a line that begins with blanks goes on."""
    for line in text.replace("\n    ", "").strip().splitlines():
        yield from map(_folded, line.partition(": ")[2].split("|"))


def _by_letters(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = defaultdict(list)
    for phrase in dict.fromkeys(phrases):
        out[phrase[:2]].append(phrase.rstrip())
    return {letters: tuple(same) for letters, same in out.items()}


_LEADS = _by_letters(_phrases(LEADS))
_NOTES = _by_letters(_phrases(NOTES))
_HEADS = frozenset(_phrases(HEADS))
_BESIDE = _HEADS.union(_phrases(AMID))


def _opens(start: str, phrases: dict[str, tuple[str, ...]]) -> bool:
    same = phrases.get(start[:2])
    return same is not None and any(
        start.startswith(phrase) and not _goes_on(start[len(phrase) - 1 : len(phrase) + 1]) for phrase in same
    )


def _goes_on(edge: str) -> bool:
    """Whether a word goes on behind a phrase: `edge` is the phrase's last letter and what follows. Not every script
    parts its words."""
    return len(edge) > 1 and edge.isalpha() and edge[1] < "\u0e00"
