"""How well times are read: `python -m tests.accuracy.dates [--record] [--examples]`, `make eval-dates`.

Two lists of this project's own, dates.yml (strings as printed, by wire) and date_pages.yml (pages without structured
data, only the day counts). A value is right, refused (nothing where there is something) or silently wrong. Exit 1 when
a figure is below its recorded floor; `--record` raises floors and never lowers one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import yaml
from htmldate import find_date
from lxml import html as lxml_html

from dateline.formats.page import metadata
from dateline.normalise.dates import day_of, when
from dateline.sources import Wire
from tests.accuracy.gate import judged, share

HERE = Path(__file__).parent
STRINGS, PAGES, FLOORS = HERE / "dates.yml", HERE / "date_pages.yml", HERE / "date_floors.json"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@dataclass
class Verdicts:
    """How many values were right, refused and silently wrong, and a line for every one that was not right."""

    count: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, found: object, truth: object) -> None:
        verdict = "right" if found == truth else "refused" if found is None else "wrong"
        self.count[verdict] += 1
        if verdict != "right":
            self.notes.append(f"  {verdict:8}{what}: {found} and not {truth}")

    def shown(self) -> str:
        total = self.count.total()
        return ", ".join(
            f"{self.count[v]} {v} ({100 * self.count[v] / total:.1f} %)" for v in ("right", "refused", "wrong")
        )


def strings() -> Iterator[tuple[Wire, str, datetime | None, bool]]:
    """Wire, string, the instant it means (None: it must be refused) and whether a time of day stands there."""
    kept = yaml.safe_load(STRINGS.read_text(encoding="utf-8"))
    for name, texts in kept["strings"].items():
        wire = Wire(name, name, name, "text", **kept["wires"][name])
        for text, truth in texts.items():
            told = str(truth).removeprefix("day ")
            at = None if truth is None else datetime.fromisoformat(told).replace(tzinfo=UTC)
            yield wire, text, at, not str(truth).startswith("day ")


def pages() -> Iterator[tuple[str, str, str, date | None]]:
    """What a page shows, its address, its markup, and the day it was published (None: nothing tells)."""
    for page in yaml.safe_load(PAGES.read_text(encoding="utf-8")):
        lang = page.get("lang", "en")
        markup = f"<html lang='{lang}'><head>{page.get('head', '')}</head><body>{page['body']}</body></html>"
        yield page["what"], page.get("url", "https://gazette.example/story"), markup, page["day"]


def on_strings() -> Verdicts:
    """How the strings are read."""
    out = Verdicts()
    for wire, text, truth, has_time in strings():
        found = when(text, wire, NOW)
        status = "exact" if has_time else "day"
        out.add(f"{wire.id} {text!r}", found.at if truth is None or found.status == status else found.status, truth)
    return out


def on_pages() -> tuple[Verdicts, Verdicts]:
    """How the pages' days are read, by Dateline and by htmldate alone."""
    ours, alone = Verdicts(), Verdicts()
    wire = Wire("gazette", "Gazette", "Gazette", "html")
    for what, url, markup, truth in pages():
        item = metadata.read(lxml_html.document_fromstring(markup), url, NOW).item("", "")
        text = item.published_text
        is_day = item.found.get("published_text", "") == "htmldate"
        found = day_of(text or "", NOW) if is_day else when(text, wire, NOW, item.language)
        ours.add(what, found.at.date() if found.at else None, truth)
        other = find_date(markup, url=url, original_date=True, max_date=NOW.replace(tzinfo=None))
        alone.add(what, date.fromisoformat(other) if other else None, truth)
    return ours, alone


def figures(on: Verdicts, name: str) -> dict[str, float]:
    total = on.count.total()
    return {
        f"{name} right": share(on.count["right"], total),
        f"{name} not silently wrong": share(total - on.count["wrong"], total),
    }


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure is at or above its floor, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--examples", action="store_true", help="list every value that was not read rightly")
    options = parser.parse_args(arguments)
    printed, (ours, alone) = on_strings(), on_pages()
    print(f"{printed.count.total()} strings: {printed.shown()}")
    print(f"{ours.count.total()} pages without structured data: {ours.shown()}")
    print(f"{'  htmldate alone on the same pages: '}{alone.shown()}")
    if options.examples:
        print("\n".join((*printed.notes, *ours.notes)))
    return judged(figures(printed, "strings") | figures(ours, "pages"), FLOORS, record=options.record)


if __name__ == "__main__":
    sys.exit(main())
