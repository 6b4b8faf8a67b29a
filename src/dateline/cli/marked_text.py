"""A text with its quotes, cues and speakers marked, for a terminal: brackets always, colours where there are any.

`[D1 …]` are the words of quote D1, `[D1+ …]` more of them; `*…* ‹…›` is a speaker and who that is, `_…_` a cue. Where
colours show speaker and cue, their marks are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from dateline.cli.console import visible
from dateline.extract.authority.names import fold
from dateline.extract.saying.attribution import Span

COLOURS = {"direct": "green", "indirect": "cyan", "mixed": "yellow"}
_SPEAKER, _CUE, _MARK = Style(bold=True), Style(underline=True), Style(bold=True)
_UNBROKEN = "\ue000"
"""Stands for a space that must not end a line while lines are made; of the area that Unicode gives no characters to."""


@dataclass(frozen=True)
class Said:
    """One attribution as it is shown. `tag` is the kind's letter and a number; `name` is None for a speaker that is not
    resolved; `note` says in a word or two what the speaker is; `sure` is a share."""

    tag: str
    kind: str
    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    name: str | None
    note: str
    sure: float


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    before: str
    after: str
    style: Style


def marked_lines(text: str, said: Sequence[Said], plain: bool) -> Iterator[Text]:
    """The lines of the text with its marks, nothing in them active; blank lines are never more than one."""
    marks = sorted(_marks(text, said, plain), key=lambda m: (m.start, -m.end))
    gap: Text | None = None
    has_begun = False
    for line in _joined(text, marks).split("\n", allow_blank=True):
        if not line.plain.strip():
            gap = line
            continue
        if gap is not None and has_begun:
            yield gap
        yield line
        gap, has_begun = None, True


def wrapped(line: Text, width: int) -> Iterator[Text]:
    """The line in lines of that width; a mark stays with the word it stands before."""
    from rich.console import Console

    for part in line.wrap(Console(width=width, color_system=None), width, overflow="fold"):
        part.rstrip()
        part.plain = part.plain.replace(_UNBROKEN, " ")
        yield part


def _marks(text: str, said: Sequence[Said], plain: bool) -> Iterator[_Mark]:
    cues: set[Span] = set()
    speakers: dict[Span, Said] = {}
    for one in said:
        colour = Style(color=COLOURS[one.kind])
        for number, (start, end) in enumerate(one.spans):
            yield _Mark(start, end, f"[{one.tag}{'+' if number else ''}{_UNBROKEN}", "]", colour)
        if one.cue and one.cue not in cues:
            cues.add(one.cue)
            edge = "_" if plain else ""
            yield _Mark(*one.cue, edge, edge, _CUE)
        if one.speaker and (one.speaker not in speakers or speakers[one.speaker].name is None):
            speakers[one.speaker] = one
    edge = "*" if plain else ""
    for (start, end), one in speakers.items():
        is_named = one.name is not None and fold(one.name) in fold(text[start:end])
        label = "" if is_named else f"{_UNBROKEN}‹{visible(one.name or '?')}›"
        yield _Mark(start, end, edge, edge + label, _SPEAKER)


def _joined(text: str, marks: Sequence[_Mark]) -> Text:
    """The text with the marks set in; what stands inside several has the style of all, the innermost colour last."""
    out, at, waiting = Text(), 0, list(reversed(marks))
    open_: list[_Mark] = []
    edges = sorted({place for mark in marks for place in (mark.start, mark.end)} | {len(text)})
    for edge in edges:
        style = Style.combine([Style.null(), *(mark.style for mark in open_)])
        out.append(_inert(text[at:edge]), style)
        at = edge
        for mark in [m for m in reversed(open_) if m.end <= edge]:
            open_.remove(mark)
            out.append(mark.after, mark.style + _MARK)
        while waiting and waiting[-1].start <= edge:
            mark = waiting.pop()
            out.append(mark.before, mark.style + _MARK)
            open_.append(mark)
    return out


def _inert(text: str) -> str:
    return "\n".join(visible(line.expandtabs(4)) for line in text.split("\n"))
