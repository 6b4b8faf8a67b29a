"""What is true of a sample, for the tests and `make eval`: its fields, and its mentions and quotes with their places.

A gold file names places by their words; this module finds the words in the body. Offsets count code points of
`Gold.body`, end exclusive. samples/README.md describes the files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dateline import yamlfile

Span = tuple[int, int]

_FILE = {
    "payload",
    "wire",
    "guid",
    "status",
    "headline",
    "headline_prefix",
    "byline",
    "agency",
    "publisher",
    "dateline_place",
    "dateline_on",
    "published_at",
    "published_zone",
    "language",
    "topics",
    "note",
    "copy_of",
    "embargo_until_at",
    "body",
    "mentions",
    "quotes",
}
_MENTION = {"text", "kind", "actor", "near"}
_QUOTE = {"content", "kind", "speaker", "name", "actor", "cue", "said_on", "near", "speaker_near", "cue_near"}

MENTION_KINDS = frozenset({"name", "title", "pronoun", "nominal"})
QUOTE_KINDS = frozenset({"direct", "mixed", "indirect"})
STATUSES = frozenset({"usable", "corrected", "withdrawn", "embargoed"})


class GoldError(ValueError):
    """A gold file cannot be believed: the message names the file and the string."""


@dataclass(frozen=True)
class GoldMention:
    """A place in the body that names or stands for an actor. `actor` None: honestly unresolved."""

    start: int
    end: int
    text: str
    kind: str
    actor: str | None


@dataclass(frozen=True)
class GoldQuote:
    """Words attributed to an actor. `spans`: its parts in order; `speaker` and `cue` are None where there is none."""

    spans: tuple[Span, ...]
    content: tuple[str, ...]
    kind: str
    speaker: Span | None
    speaker_text: str | None
    name: str | None
    actor: str | None
    cue: Span | None
    cue_text: str | None
    said_on: date | None
    """Only where the text tells another day than the dateline's."""


@dataclass(frozen=True)
class Gold:
    """What is true of one sample payload."""

    path: Path
    payload: str
    """Relative to samples/."""
    wire: str
    guid: str | None
    status: str
    headline: str
    headline_prefix: str | None
    byline: str | None
    agency: str | None
    publisher: str
    dateline_place: str | None
    dateline_on: date | None
    published_at: datetime | None
    published_zone: str | None
    language: str
    topics: tuple[str, ...]
    note: str | None
    copy_of: str | None
    embargo_until_at: datetime | None
    body: str
    mentions: tuple[GoldMention, ...]
    quotes: tuple[GoldQuote, ...]


def gold(path: Path) -> Gold:
    """The truth in `path`, every string of it found in the body.

    Raises GoldError naming the file and the string that is not in the body, stands there twice, or is no known
    word; ConfigError (of `yamlfile`) for ill-formed YAML or an unknown key.
    """
    doc = yamlfile.read(path)
    doc.only(_FILE)
    data = doc.data
    for key in ("payload", "wire", "status", "headline", "publisher", "language", "body"):
        doc.require(key)
    body = str(data["body"])
    _known(path, "status", data["status"], STATUSES)
    mentions = _mentions(path, body, data.get("mentions") or [])
    return Gold(
        path=path,
        body=body,
        mentions=mentions,
        quotes=_quotes(path, body, mentions, data.get("quotes") or []),
        topics=tuple(str(topic) for topic in data.get("topics") or ()),
        dateline_on=_day(path, data.get("dateline_on")),
        published_at=_instant(path, data.get("published_at")),
        embargo_until_at=_instant(path, data.get("embargo_until_at")),
        payload=str(data["payload"]),
        wire=str(data["wire"]),
        status=str(data["status"]),
        headline=str(data["headline"]),
        publisher=str(data["publisher"]),
        language=str(data["language"]),
        **{
            key: _text(data.get(key))
            for key in (
                "guid",
                "headline_prefix",
                "byline",
                "agency",
                "dateline_place",
                "published_zone",
                "note",
                "copy_of",
            )
        },
    )


def gold_files(samples: Path) -> list[Path]:
    """Every gold file under samples/gold, in order of path."""
    return sorted((samples / "gold").rglob("*.yml"))


def _mentions(path: Path, body: str, rows: list[dict[str, Any]]) -> tuple[GoldMention, ...]:
    found: list[GoldMention] = []
    start = 0
    for row in rows:
        _keys(path, row, _MENTION, {"text", "kind", "actor"})
        _known(path, "kind", row["kind"], MENTION_KINDS)
        text = str(row["text"])
        # A mention may open with another one ("Moscow" in "Moscow's ambassador"): only the same words
        # are looked for further on.
        start = _from(path, body, row.get("near"), start + (text == found[-1].text if found else 0))
        span = next(_places(body, text, start), None)
        if span is None:
            raise GoldError(f"{path}: mention {text!r} is not in the body after {_where(body, start)}")
        found.append(GoldMention(span[0], span[1], text, str(row["kind"]), _text(row["actor"])))
        start = span[0]
    return tuple(found)


def _quotes(
    path: Path, body: str, mentions: Iterable[GoldMention], rows: list[dict[str, Any]]
) -> tuple[GoldQuote, ...]:
    found: list[GoldQuote] = []
    start = 0
    for row in rows:
        _keys(path, row, _QUOTE, {"content", "kind", "speaker", "name", "actor", "cue"})
        _known(path, "kind", row["kind"], QUOTE_KINDS)
        content = tuple(str(part) for part in row["content"])
        spans = _parts(path, body, content, _from(path, body, row.get("near"), start), alone=not row.get("near"))
        start = spans[0][0]
        speaker = _speaker(path, body, mentions, spans, row)
        cue = _cue(path, body, spans, speaker, row)
        found.append(
            GoldQuote(
                spans,
                content,
                row["kind"],
                speaker,
                _text(row["speaker"]),
                _text(row["name"]),
                _text(row["actor"]),
                cue,
                _text(row["cue"]),
                _day(path, row.get("said_on")),
            )
        )
    return tuple(found)


def _parts(path: Path, body: str, content: tuple[str, ...], start: int, *, alone: bool) -> tuple[Span, ...]:
    """The span of each part, each after the one before. `alone`: the first may not stand there twice."""
    if not content:
        raise GoldError(f"{path}: a quote without content")
    spans: list[Span] = []
    for part in content:
        places = list(_places(body, part, start))
        if not places:
            raise GoldError(f"{path}: quote {part!r} is not in the body after {_where(body, start)}")
        if alone and not spans and len(places) > 1:
            raise GoldError(f"{path}: quote {part!r} is ambiguous, it stands at {[s for s, _ in places]}; say `near:`")
        spans.append(places[0])
        start = places[0][1]
    return tuple(spans)


def _speaker(
    path: Path, body: str, mentions: Iterable[GoldMention], spans: tuple[Span, ...], row: dict[str, Any]
) -> Span | None:
    """The place of `speaker`: the mention of that text that is nearest to the words, else the nearest such text."""
    text = _text(row["speaker"])
    if text is None:
        return None
    start = _from(path, body, row.get("speaker_near"), 0)
    named = [(m.start, m.end) for m in mentions if m.text == text and m.start >= start]
    places = _outside(named, spans) or _outside(_places(body, text, start), spans)
    return _nearest(path, "speaker", text, places, bool(row.get("speaker_near")), lambda place: _gap(place, spans))


def _cue(path: Path, body: str, spans: tuple[Span, ...], speaker: Span | None, row: dict[str, Any]) -> Span | None:
    """The place of `cue`: where the way to the words and to the speaker together is shortest."""
    text = _text(row["cue"])
    if text is None:
        return None
    places = _outside(_places(body, text, _from(path, body, row.get("cue_near"), 0)), spans)

    def way(place: Span) -> int:
        return _gap(place, spans) + (_gap(place, (speaker,)) if speaker else 0)

    return _nearest(path, "cue", text, places, bool(row.get("cue_near")), way)


def _nearest(path: Path, what: str, text: str, places: list[Span], is_told: bool, way: Callable[[Span], int]) -> Span:
    """The place with the shortest way; the first of all when the file tells where to begin (`is_told`)."""
    if not places:
        raise GoldError(f"{path}: {what} {text!r} is not in the body outside the quote")
    return places[0] if is_told else min(places, key=way)


def _places(body: str, text: str, start: int) -> Iterator[Span]:
    """Each place of `text` from `start` on, as whole words: "he" is not found in "the", nor "Russia" in "Russian"."""
    if not text:
        return iter(())
    left = r"(?<!\w)" if text[0].isalnum() else ""
    right = r"(?!\w)" if text[-1].isalnum() else ""
    return (match.span() for match in re.compile(left + re.escape(text) + right).finditer(body, start))


def _from(path: Path, body: str, near: object, start: int) -> int:
    """Where to begin to look: at the text `near`, itself looked for from `start`."""
    if near is None:
        return start
    at = body.find(str(near), start)
    if at < 0:
        raise GoldError(f"{path}: near {str(near)!r} is not in the body after {_where(body, start)}")
    return at


def _outside(places: Iterable[Span], spans: tuple[Span, ...]) -> list[Span]:
    return [(s, e) for s, e in places if all(e <= a or s >= b for a, b in spans)]


def _gap(place: Span, spans: Iterable[Span]) -> int:
    return min(max(a - place[1], place[0] - b, 0) for a, b in spans)


def _where(body: str, start: int) -> str:
    return f"offset {start} ({body[start : start + 30]!r}…)"


def _keys(path: Path, row: Any, known: set[str], needed: set[str]) -> None:
    if not isinstance(row, dict):
        raise GoldError(f"{path}: expected a mapping, found {row!r}")
    if odd := sorted(map(str, set(row) - known)):
        raise GoldError(f"{path}: unknown key {odd[0]!r} in {row!r}")
    if missing := sorted(needed - set(row)):
        raise GoldError(f"{path}: key {missing[0]!r} is missing in {row!r}")


def _known(path: Path, key: str, value: object, words: frozenset[str]) -> None:
    if value not in words:
        raise GoldError(f"{path}: {key} {value!r} is none of {', '.join(sorted(words))}")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(path: Path, value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise GoldError(f"{path}: {value!r} is no date, expected such as 2009-09-18")


def _instant(path: Path, value: object) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise GoldError(f"{path}: {value!r} is no instant in UTC, expected such as 2009-09-18T16:20:00Z")
    return value.astimezone(UTC)
