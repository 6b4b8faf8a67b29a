"""The charts: a finding for a title, a Vega-Lite specification, and the same numbers as a table. Pure.

Colours, fonts and widths are the page's (static/board.js); the marks here only name their style. What wires wrote is
data in a specification, never a title, an expression or a field's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateline.board.today import WireToday
from dateline.board.topic import Day, Topic
from dateline.board.words import counted, day, number

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
OTHER = "no side"


@dataclass(frozen=True)
class Table:
    """Rows under a chart. Columns whose place stands in `numeric` are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Chart:
    """A figure of a page; `spec` is None when there is nothing to draw."""

    id: str
    title: str
    spec: dict[str, Any] | None
    table: Table
    caption: str = ""


def hours(wire: WireToday, place: int) -> Chart:
    """Received against promised by hour; `place` is the wire's on the page."""
    slots = _slots([h.hour_at for h in wire.hours])
    by_hour = {h.hour_at.astimezone(UTC): h for h in wire.hours}
    values: list[dict[str, Any]] = []
    for at in slots:
        found = by_hour.get(at)
        values.append(
            {
                "hour": f"{at:%d %b %H}:00",
                "kept": found.kept_count if found else 0,
                "received": found.received_count if found else 0,
                "promised": found.expected_count if found else wire.expect_min / 24,
            }
        )
    received, rejected = sum(h.received_count for h in wire.hours), sum(h.rejected_count for h in wire.hours)
    title = f"{wire.name}: {counted(received, 'item')} came in the last {counted(len(slots), 'hour')} with data"
    title += f", at least {number(wire.expect_min)} a day promised" + (
        f"; {number(rejected)} rejected" if rejected else ""
    )
    rows = tuple(
        (
            f"{h.hour_at.astimezone(UTC):%Y-%m-%d %H}:00",
            h.expected_count,
            h.received_count,
            h.kept_count,
            h.rejected_count,
        )
        for h in reversed(wire.hours)
        if h.received_count
    )
    return Chart(
        f"hours-{place}",
        title,
        _hours_spec(values, [v["hour"] for i, v in enumerate(values) if i % 12 == len(values) % 12])
        if wire.hours
        else None,
        Table(("Hour (UTC)", "Promised", "Received", "Kept", "Rejected"), rows, frozenset({1, 2, 3, 4})),
    )


def _slots(seen: Sequence[datetime], count: int = 48) -> list[datetime]:
    """The hours up to the last one seen, at most `count`, without gaps."""
    if not seen:
        return []
    last = max(seen).astimezone(UTC)
    return [last - timedelta(hours=back) for back in range(count - 1, -1, -1)]


def _hours_spec(values: list[dict[str, Any]], ticks: list[str]) -> dict[str, Any]:
    x = {
        "field": "hour",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"values": ticks, "labelAngle": 0, "labelAlign": "left", "labelOverlap": True},
    }
    top = {
        "type": "quantitative",
        "title": None,
        "axis": {"tickMinStep": 1, "tickCount": 3, "format": ",d"},
        "scale": {"nice": True, "domainMin": 0},
    }
    tip = [
        {"field": "hour", "title": "Hour (UTC)"},
        {"field": "received", "title": "Received"},
        {"field": "kept", "title": "Kept"},
    ]
    rejected = {
        "transform": [{"filter": "datum.received > datum.kept"}],
        "mark": {"type": "bar", "style": ["rejected"]},
        "encoding": {"x": x, "y": {"field": "kept", **top}, "y2": {"field": "received"}, "tooltip": tip},
    }
    return _spec(
        values,
        height=96,
        layer=[
            {
                "mark": {"type": "bar", "style": ["kept"]},
                "encoding": {"x": x, "y": {"field": "kept", **top}, "tooltip": tip},
            },
            *([rejected] if any(v["received"] > v["kept"] for v in values) else []),
            {
                "mark": {"type": "rule", "style": ["promised"]},
                "encoding": {"y": {"aggregate": "mean", "field": "promised", **top}},
            },
        ],
    )


def timeline(topic: Topic) -> Chart:
    """Stories, and quotes by side, over time: by day, month or year, whatever gives a readable number of bars."""
    columns = ("Day", "Stories", *(f"Quotes: {_side(s)}" for s in topic.sides))
    rows = tuple(
        (d.day.isoformat(), d.story_count, *(d.quotes.get(s, 0) for s in topic.sides)) for d in reversed(topic.days)
    )
    table = Table(columns, rows, frozenset(range(1, len(columns))))
    if not topic.days:
        return Chart("timeline", "No story with a date on this topic yet", None, table, _undated(topic).strip())
    grain, periods = _periods(topic.days[0].day, topic.days[-1].day)
    tracks = {"Stories": None, **{f"Quotes: {_side(s)}": s for s in topic.sides}}
    values = [
        {
            "period": p,
            "track": name,
            "order": order,
            "count": _count([d for d in topic.days if _period(d.day, grain) == p], side),
        }
        for order, (name, side) in enumerate(tracks.items())
        for p in periods
    ]
    return Chart(
        "timeline",
        _timeline_title(topic),
        _timeline_spec(values, periods),
        table,
        f"By {grain} of publication; the table has every day." + _undated(topic),
    )


def _undated(topic: Topic) -> str:
    told = counted(topic.undated_count, "story without a date is", "stories without a date are")
    return f" {told} left out." if topic.undated_count else ""


def _count(days: Sequence[Day], side: str | None) -> int:
    return sum(d.story_count if side is None else d.quotes.get(side, 0) for d in days)


def _side(side: str) -> str:
    return OTHER if side == "other" else side


def _timeline_title(topic: Topic) -> str:
    spoken = [(topic.quote_count(s), s) for s in topic.sides if s != "other" and topic.quote_count(s)]
    told = (
        f"{counted(topic.story_count, 'story', 'stories')} from {day(topic.days[0].day)} to {day(topic.days[-1].day)}"
    )
    if len(topic.days) == 1:
        told = f"{counted(topic.story_count, 'story', 'stories')} on {day(topic.days[0].day)}"
    if not spoken:
        return f"{told}; no side is quoted"
    if len(spoken) > 1 and spoken[0][0] == spoken[1][0]:
        return (
            f"{told}; {spoken[0][1]} and {spoken[1][1]} are quoted equally often, {counted(spoken[0][0], 'time')} each"
        )
    rest = ", ".join(f"{s} {number(n)}" for n, s in spoken[1:])
    return f"{told}; {spoken[0][1]} is quoted most, {counted(spoken[0][0], 'time')}" + (f" ({rest})" if rest else "")


def _periods(first: date, last: date) -> tuple[str, list[str]]:
    span = (last - first).days
    grain = "day" if span <= 62 else "month" if span <= 5 * 366 else "year"
    if grain == "day":
        return grain, [_period(first + timedelta(days=n), grain) for n in range(span + 1)]
    if grain == "year":
        return grain, [str(year) for year in range(first.year, last.year + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return grain, [f"{m // 12}-{m % 12 + 1:02}" for m in months]


def _period(one: date, grain: str) -> str:
    return {"day": one.isoformat(), "month": f"{one:%Y-%m}", "year": f"{one.year}"}[grain]


def _timeline_spec(values: list[dict[str, Any]], periods: list[str]) -> dict[str, Any]:
    inner = {
        "height": 56,
        "mark": {"type": "bar", "style": ["kept"]},
        "encoding": {
            "x": {
                "field": "period",
                "type": "ordinal",
                "sort": periods,
                "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True},
            },
            "y": {
                "field": "count",
                "type": "quantitative",
                "title": None,
                "axis": {"tickMinStep": 1, "tickCount": 2, "format": ",d"},
            },
            "tooltip": [
                {"field": "period", "title": "Period"},
                {"field": "track", "title": "What"},
                {"field": "count", "title": "Number"},
            ],
        },
    }
    row = {
        "field": "track",
        "type": "nominal",
        "sort": {"field": "order", "op": "min"},
        "title": None,
        "header": {"labelOrient": "top", "labelAnchor": "start", "labelPadding": 4},
    }
    return _spec(values, facet={"row": row}, spacing=14, spec=inner)


def _on(day_: date | None) -> str:
    return day_.isoformat() if day_ else "–"


def dyads(topic: Topic, most: int = 12) -> Chart:
    """Who speaks about whom, the commonest pairs."""
    rows = tuple((d.speaker, d.about, d.quote_count, _on(d.first_on), _on(d.last_on)) for d in topic.dyads)
    table = Table(("Speaker", "About", "Quotes", "First", "Last"), rows, frozenset({2}))
    if not topic.dyads:
        return Chart("dyads", "Nobody is quoted about anybody yet", None, table)
    first = topic.dyads[0]
    values = [{"pair": f"{d.speaker} → {d.about}", "quotes": d.quote_count} for d in topic.dyads[:most]]
    y = {
        "field": "pair",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 300, "labelPadding": 8, "ticks": False, "domain": False},
    }
    x = {"field": "quotes", "type": "quantitative", "title": None, "axis": None}
    spec = _spec(
        values,
        height=24 * len(values),
        encoding={"y": y, "x": x},
        layer=[
            {
                "mark": {"type": "bar", "style": ["kept"]},
                "encoding": {"tooltip": [{"field": "pair", "title": "Pair"}, {"field": "quotes", "title": "Quotes"}]},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "style": ["label"]},
                "encoding": {"text": {"field": "quotes", "format": ",d"}},
            },
        ],
    )
    title = f"{first.speaker} speaks most about {first.about}: {counted(first.quote_count, 'quote')}"
    caption = (
        f"The {number(len(values))} commonest of {number(len(topic.dyads))} pairs." if len(topic.dyads) > most else ""
    )
    return Chart("dyads", title, spec, table, caption)


def _spec(values: list[dict[str, Any]], **parts: Any) -> dict[str, Any]:
    return {"$schema": SCHEMA, "data": {"values": values}, **parts}
