"""How well datelines are read: `python -m tests.accuracy.datelines [--record] [--examples]`, `make eval-datelines`.

Beginnings of stories with their truth are in datelines.yml. A value is right, refused (nothing where there is
something) or silently wrong. Exit 1 when a figure is below its recorded floor; `--record` raises floors and never
lowers one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from dateline.normalise import dateline, places
from tests.accuracy.gate import judged, share

SAMPLES = Path(__file__).with_name("datelines.yml")
FLOORS = Path(__file__).with_name("dateline_floors.json")
PARTS = ("place", "countries", "day", "agency")
Sample = tuple[str, bool, date | None, tuple[Any, ...]]


def samples() -> Iterator[Sample]:
    """Text, whether it is a field of its own, day of publication, and the truth by part (of `PARTS`)."""
    kept = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    for kind in ("in_text", "in_field"):
        for text, published, place, countries, day, agency in kept[kind]:
            yield text, kind == "in_field", published, (place, countries or {}, day, agency)
    for text in kept["none"]:
        yield text, False, date(2013, 11, 21), (None, {}, None, None)


def read(text: str, is_field: bool, published: date | None) -> tuple[Any, ...]:
    """What is read, by part."""
    found = (dateline.in_field if is_field else dateline.in_text)(text, published)
    return found.place, {p.name: p.country for p in places.places(found.place)}, found.on, found.agency


def measured() -> tuple[dict[str, float], list[str]]:
    """Figures by name in percent, and a line for every value that is not right."""
    counts: Counter[str] = Counter()
    notes = []
    for text, is_field, published, truth in samples():
        found = read(text, is_field, published)
        counts["all"] += 1
        counts["all right"] += found == truth
        for part, is_, should in zip(PARTS, found, truth, strict=True):
            counts[part] += 1
            counts[f"{part} right"] += is_ == should
            if is_ != should:
                verdict = "refused" if not is_ or (part == "countries" and None in is_.values()) else "wrong"
                counts[verdict] += 1
                notes.append(f"  {verdict:8}{part}: {text[:70]!r}: {is_} and not {should}")
    figures = {f"{part} right": share(counts[f"{part} right"], counts[part]) for part in ("all", *PARTS)}
    values = len(PARTS) * counts["all"]
    figures["values not silently wrong"] = share(values - counts["wrong"], values)
    return figures, notes


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure is at or above its floor, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--examples", action="store_true", help="list every value that was not read rightly")
    options = parser.parse_args(arguments)
    figures, notes = measured()
    print(f"{sum(1 for _ in samples())} beginnings of stories")
    if options.examples:
        print("\n".join(notes))
    return judged(figures, FLOORS, record=options.record)


if __name__ == "__main__":
    sys.exit(main())
