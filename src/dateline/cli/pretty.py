"""A story on the terminal: its text with quotes and speakers marked, below it who said what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from dateline.cli.console import visible
from dateline.cli.marked_text import COLOURS, Said, marked_lines, wrapped
from dateline.extract.authority.authority import Authority, Role
from dateline.extract.naming.cast import Mention, Who
from dateline.extract.reader import Reader
from dateline.extract.story import Story

_WIDEST = 100
"""Columns of a line of text: longer ones are hard to read, however wide the terminal is."""
_NARROW = 64
"""Columns below which the table's rows are set one under another."""
_WORDS = 220
"""Characters of a quote in the table."""
_DIM = Style(dim=True)
_FIRST = ("head_of_state", "head_of_government", "secretary_general", "supreme_leader")
_LAST = ("legislator", "party_leader", "candidate")


def show(title: str, story: Story, reader: Reader, why_empty: str = "", page: Console | None = None) -> None:
    """Prints a story on standard output. `why_empty` says why nothing was looked for, where that is so."""
    page = page or Console(highlight=False)
    text, said = story.reading.text, _said(story, reader)
    _line(page, _header(title, story.on, said))
    if not text.strip():
        _line(page, Text("Nothing to read: the text is empty.", _DIM))
        return
    page.print()
    plain = page.color_system is None or page.no_color
    for number, line in enumerate(marked_lines(text, said, plain)):
        if not number and _is_headline(text):
            line.stylize(Style(bold=True))
        for part in wrapped(line, min(page.width - 4, _WIDEST)):
            page.print(Text("  ") + part if part else part)
    page.print()
    if not said:
        _line(page, Text(why_empty or "No quotes: nobody is given any words in this text.", _DIM))
        return
    _who_said_what(page, text, said, story.on)


def _line(page: Console, line: Text) -> None:
    for part in wrapped(line, page.width):
        page.print(part)


def _header(title: str, on: date | None, said: Sequence[Said]) -> Text:
    speakers = {one.name for one in said if one.name}
    parts = [_day(on)] if on else []
    parts += [_count(len(said), "quote")] if said else []
    parts += [_count(len(speakers), "speaker") + " known by name"] if speakers else []
    return Text.assemble((visible(title), Style(bold=True)), *((f" · {part}", _DIM) for part in parts))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def _is_headline(text: str) -> bool:
    """Whether the first line stands alone above the story and ends as no sentence does."""
    first, _, rest = text.lstrip("\n").partition("\n")
    return len(first) <= 160 and rest.startswith("\n") and bool(rest.strip()) and first.rstrip()[-1:] not in '.!?”"’:'


def _said(story: Story, reader: Reader) -> list[Said]:
    return [
        Said(
            f"{one.kind[0].upper()}{number}", one.kind, one.spans, one.cue_span,
            (one.speaker.start, one.speaker.end) if one.speaker else None,
            mention.who.name if mention and mention.who else None, _note(mention, story.on, reader.authority),
            one.confidence,
        )
        for number, (one, mention) in enumerate(zip(story.attributions, story.speakers, strict=True), 1)
    ]  # fmt: skip


def _note(mention: Mention | None, on: date | None, authority: Authority) -> str:
    """What a speaker is: the office held, the kind of what is no person, or that it is not known who it is."""
    if mention is None:
        return "no speaker in the text"
    if mention.who is None:
        return "as printed; not resolved"
    if mention.who.kind != "person":
        return mention.who.kind
    role = _office(mention.who, on, authority)
    if role is None:
        return ""
    of = authority.actors[role.of].name
    return f"{'acting ' if role.acting else ''}{role.title}{'' if of in role.title else f', {of}'}"


def _office(who: Who, on: date | None, authority: Authority) -> Role | None:
    """Of the offices held on that day, the one in which a person is quoted most likely, as the view quote_offices has
    it."""
    if on is None or who.key not in authority.actors:
        return None
    held = [role for role in authority.roles_of(who.key, on) if role.valid_from <= on]

    def order(role: Role) -> tuple[int, bool, int]:
        rank = 1 if role.office in _FIRST else 3 if role.office in _LAST else 2
        return rank, role.acting, -role.valid_from.toordinal()

    return min(held, key=order, default=None)


def _who_said_what(page: Console, text: str, said: Sequence[Said], on: date | None) -> None:
    _line(page, Text("Who said what", Style(bold=True)))
    page.print()
    rows = [(_tag(one), _who(one, text), _words(one, text), _sure(one)) for one in said]
    if page.width < _NARROW:
        for tag, who, words, sure in rows:
            for line in (Text("  ").join((tag, sure)), *who.split("\n"), words):
                for part in wrapped(line, page.width):
                    page.print(part)
            page.print()
    else:
        for line in _lined(page, rows):
            line.rstrip()
            page.print(line)
        page.print()
    _line(page, Text("D direct: in quotation marks · I indirect: in the story's own words · M mixed", _DIM))
    if on is None:
        _line(page, Text("With --date 2009-09-18, the story's day, offices held on that day are shown.", _DIM))


def _lined(page: Console, rows: Sequence[tuple[Text, Text, Text, Text]]) -> list[Text]:
    """The table's lines, without the blanks that fill a column."""
    wide = min(page.width, _WIDEST + 4)
    table = Table(box=None, pad_edge=False, header_style=_DIM, padding=(0, 3, 1, 0), width=wide)
    table.add_column("quote", no_wrap=True)
    table.add_column("who", overflow="fold", width=min(34, wide // 3))
    table.add_column("words", overflow="fold", ratio=1)
    table.add_column("sure", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    lines = [Text.assemble(*((part.text, part.style or "") for part in line)) for line in page.render_lines(table)]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines


def _tag(one: Said) -> Text:
    return Text.assemble((one.tag, Style(color=COLOURS[one.kind], bold=True)), f" {one.kind}")


def _who(one: Said, text: str) -> Text:
    printed = visible(_shortened(text[slice(*one.speaker)], 80)) if one.speaker else "—"
    who = Text(visible(one.name), Style(bold=True)) if one.name else Text(printed, Style(italic=True))
    return Text.assemble(who, ("\n" + visible(one.note), _DIM)) if one.note else who


def _words(one: Said, text: str) -> Text:
    return Text(visible(_shortened(" … ".join(text[start:end] for start, end in one.spans), _WORDS)))


def _sure(one: Said) -> Text:
    colour = "green" if one.sure >= 0.8 else "yellow" if one.sure >= 0.5 else "red"
    return Text(f"{100 * one.sure:.0f}%", Style(color=colour))


def _shortened(words: str, most: int) -> str:
    """The words on one line, without their end where they are many."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: most - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + " …"
