"""A wire's memory: lines that recur across its stories, told by counting them. Pure.

Every batch says which of its lines could be the outlet's own (`lines`); what a wire repeats is told from those of all
its batches (`recurring`), whatever the order they came in. Two kinds of lines qualify. One that has a sign of speaking
of the outlet or to its readers needs few stories, and goes wherever it stands. One without must stand at the foot of a
quarter of the stories of its time, on several days. No line qualifies that holds a quotation, a credit or a dateline,
and stories that are the same copy count once: what an agency sends five times is news five times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.formats.characters import one_line
from dateline.normalise import credit, dateline, identity
from dateline.normalise.body import paragraphs
from dateline.normalise.boilerplate import (
    ANYWHERE,
    FOOT,
    FOOT_PARAGRAPHS,
    Boilerplate,
    boilerplate_of,
    flat,
    sentences,
)
from dateline.normalise.dates import when
from dateline.normalise.words import Vocabulary
from dateline.payload import Item
from dateline.sources import Wire

LINES = pa.schema(
    [
        pa.field("line", pa.string()),
        pa.field("place", pa.string()),
        pa.field("story", pa.int64(), nullable=False),
        pa.field("copy", pa.int64(), nullable=False),
        pa.field("day", pa.int32(), nullable=False),
        pa.field("example", pa.string()),
    ]
)
"""One row for each different line of a story, and one without a line for the story itself. `copy` is the same for
stories that are the same copy, `day` the ordinal of the day of publication, or else of receipt."""

_SHORTEST, _LONGEST = 12, 700
_MOST_LINES = 200  # of one item: a page of fifty thousand paragraphs teaches nothing
_QUOTATION = re.compile(r"[\"“”„«»‘]|''")
_SPOKEN = re.compile(r"\b(?:i|me|my|we|us|our|you|your|ladies|gentlemen|colleagues|thank|thanks)\b", re.I)
_LEAST_WORDS = 4


@dataclass(frozen=True)
class Needs:
    """What makes a line the wire's own: in how many stories and on how many days it must stand, in what share of the
    stories of its time."""

    stories: int
    days: int
    share: float


NEEDS = {ANYWHERE: Needs(5, 1, 0.005), FOOT: Needs(10, 2, 0.25)}


@dataclass(frozen=True)
class Recurring:
    """A line a wire repeats: flat, where it may be cut, in how many stories, from when to when, and one that has it."""

    line: str
    place: str
    story_count: int
    share: float
    """Of the wire's stories from its first day to its last."""
    first_on: date
    last_on: date
    example: str | None


def lines(items: Iterable[tuple[datetime, Item]], wire: Wire, words: Vocabulary) -> pa.Table:
    """The lines of a batch's items (with the time of receipt) that may turn out to be the wire's own, as LINES."""
    known = boilerplate_of(wire, words)
    rows: dict[tuple[Any, ...], None] = {}
    for received_at, item in items:
        rows.update(dict.fromkeys(_rows(received_at, item, wire, known)))
    columns = list(zip(*sorted(rows, key=_order), strict=True)) or [()] * len(LINES)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, LINES, strict=True)], schema=LINES)


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("" if value is None else value for value in row)


def _rows(received_at: datetime, item: Item, wire: Wire, known: Boilerplate) -> Iterator[tuple[Any, ...]]:
    own = known.sifted(paragraphs(item.body)).paragraphs
    if not own:
        return
    _, key = identity.story_key(
        {"guid": item.guid, "url": item.canonical_url or item.url, "headline": item.headline, "body": item.body}
    )
    found = dict(_candidates(own, known))
    longest = max((p for p in own if flat(p) not in found), key=lambda p: (len(p), p), default="")
    story = _number(key)
    copy = _number(flat(longest)) if longest else story
    at = when(item.published_text, wire, received_at)
    day = (at.at or received_at).toordinal()
    yield None, None, story, copy, day, None
    example = one_line(item.url or item.guid or item.headline or "")[:300] or None
    for line, place in found.items():
        yield line, place, story, copy, day, example


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _candidates(own: Sequence[str], known: Boilerplate) -> Iterator[tuple[str, str]]:
    """Lines that could be the outlet's own, and where they may be cut."""
    count = 0
    for place, text in enumerate(own):
        at_foot = place >= max(1, len(own) - FOOT_PARAGRAPHS)
        is_signed = bool(known.words.sign_form.search(text))
        if not is_signed and not at_foot:
            continue
        for part in (text, *(_ends(text) if is_signed else ())):
            where = _place(part, part is text and at_foot, known)
            if where and count < _MOST_LINES:
                count += 1
                yield flat(part), where


def _ends(text: str) -> list[str]:
    """The first and last sentences of a paragraph that has several."""
    spans = list(sentences(text[: 4 * _LONGEST]))
    if len(spans) < 2 or len(text) > 4 * _LONGEST:
        return []
    chosen = dict.fromkeys((*spans[:2], *spans[-3:]))
    return [text[start:end] for start, end in chosen]


def _place(text: str, at_foot: bool, known: Boilerplate) -> str | None:
    if not _SHORTEST <= len(text) <= _LONGEST or _QUOTATION.search(text) or flat(text) in known.never:
        return None
    signed = bool(known.words.sign_form.search(text))
    if not signed and not (at_foot and _is_plain(text)):
        return None
    if dateline.is_advice(text) or dateline.in_text(text, None).length or _is_credit(text, known.words):
        return None
    return ANYWHERE if signed else FOOT


def _is_plain(text: str) -> bool:
    """Whether the line has the form of an outlet's standing line, with no figure and in nobody's voice."""
    return len(text.split()) >= _LEAST_WORDS and not any(map(str.isdigit, text)) and not _SPOKEN.search(text)


def _is_credit(text: str, words: Vocabulary) -> bool:
    """Whether somebody is credited by it: that is read out of the text later, and must still be there."""
    return (
        credit.is_credit_line(text, words)
        or credit.credit(None, None, None, text, None, None, words).agency is not None
    )


def recurring(rows: pa.Table) -> list[Recurring]:
    """The lines that the wire repeats, in their order. `rows`: of all its batches, each row as often as it likes."""
    needed = min(n.stories for n in NEEDS.values())
    told = rows.filter(pc.is_valid(rows["line"]))
    counted = told.group_by(["line", "place"]).aggregate(
        [("story", "count_distinct"), ("copy", "count_distinct"), ("day", "count_distinct"), ("day", "min"),
         ("day", "max"), ("example", "min")]
    )  # fmt: skip
    enough = pc.and_(
        pc.greater_equal(counted["story_count_distinct"], needed),
        pc.greater_equal(counted["copy_count_distinct"], needed),
    )
    often = counted.filter(enough).sort_by([("line", "ascending"), ("place", "ascending")]).to_pylist()
    behind = _stories_until(rows) if often else {}
    return [found for row in often if (found := _recurring(row, behind))]


def _stories_until(rows: pa.Table) -> dict[int, tuple[int, int]]:
    """Day → stories before it, and until its end; a story counts on its first day."""
    firsts = rows.group_by("story").aggregate([("day", "min")])
    total, out = 0, {}
    days = firsts.group_by("day_min").aggregate([("story", "count")]).sort_by("day_min").to_pylist()
    for row in days:
        out[row["day_min"]] = (total, total := total + row["story_count"])
    known, last = sorted({*out, *rows["day"].unique().to_pylist()}), (0, 0)
    for day in known:  # a day on which only later versions came has no story of its own
        last = out.setdefault(day, (last[1], last[1]))
    return out


def _recurring(row: dict[str, Any], behind: dict[int, tuple[int, int]]) -> Recurring | None:
    count, needs = row["story_count_distinct"], NEEDS[row["place"]]
    among = max(count, behind[row["day_max"]][1] - behind[row["day_min"]][0])
    if min(count, row["copy_count_distinct"]) < needs.stories or row["day_count_distinct"] < needs.days:
        return None
    if count < needs.share * among:
        return None
    return Recurring(
        line=row["line"],
        place=row["place"],
        story_count=count,
        share=count / among,
        first_on=date.fromordinal(row["day_min"]),
        last_on=date.fromordinal(row["day_max"]),
        example=row["example_min"],
    )
