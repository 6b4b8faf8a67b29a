"""A story of tests/accuracy/stories, its marks taken out: text, day, and who is meant at each marked place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.extract.naming.lexicon import listed

FOLDER = Path(__file__).with_name("stories")
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()|]+)(\|speaks)?\)")
_PRONOUNS = listed("he him his himself she her hers herself it its itself they them their i me my you we us our")
_LOWER_CAPS = frozenset({"The", "A", "An", "Her", "His", "Our"})


class StoryError(ValueError):
    """A story file cannot be read: the message names the file and what is wrong."""


@dataclass(frozen=True)
class Place:
    """A marked place. `name` None: it cannot be told who is meant."""

    start: int
    end: int
    text: str
    name: str | None
    speaks: bool

    @property
    def kind(self) -> str:
        """pronoun, noun, short (a name that lacks words of the full one) or name."""
        words = self.text.split()
        if self.text.casefold() in _PRONOUNS:
            return "pronoun"
        if words[0].islower() or (words[0] in _LOWER_CAPS and len(words) > 1 and not words[1].isupper()):
            return "noun"
        return "name" if self.name is None or len(words) >= len(self.name.split()) else "short"


@dataclass(frozen=True)
class MarkedStory:
    """A story. Offsets of its places count code points of `text`."""

    stem: str
    on: date
    text: str
    places: tuple[Place, ...]


def marked_stories(folder: Path = FOLDER) -> Iterator[MarkedStory]:
    """The stories of a folder, by name. Raises StoryError for one that is ill-formed."""
    for path in sorted(folder.glob("*.txt")):
        yield marked_story(path)


def marked_story(path: Path) -> MarkedStory:
    """The story of one file."""
    day, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        raise StoryError(f"{path}: the first line is a day such as 2015-05-11, found {day[:40]!r}") from None
    parts: list[str] = []
    places: list[Place] = []
    at = length = 0
    for mark in _MARK.finditer(body.strip()):
        before = body[at : mark.start()]
        parts += [before, mark[1]]
        start = length + len(before)
        length = start + len(mark[1])
        at = mark.end()
        places.append(Place(start, length, mark[1], None if mark[2] == "?" else mark[2], mark[3] is not None))
    text = "".join([*parts, body.strip()[at:]])
    if not places or "](" in text:
        raise StoryError(f"{path}: a mark is [surface](Full Name) or [surface](Full Name|speaks)")
    return MarkedStory(path.stem, on, text, tuple(places))
