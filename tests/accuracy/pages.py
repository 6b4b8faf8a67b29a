"""How well pages are read: `python -m tests.accuracy.pages [--record] [--examples] [--only] [--bare] [--pages FOLDER]`.

Reads the shared development pages (80 pages of 16 publishers with their gold) and those of made-up outlets that stand
here (`made_pages`, of many languages and systems) with Dateline and its peers in the same run. Prints each reader's
figures, those of each publisher, the worst pages, and Dateline's figures against their recorded floors, with the pages
that were gained or lost since. Exit 1 when a figure is below its floor; `--record` raises floors, never lowers one.
`page_measures` says what each measure means and is the place to add one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.accuracy.bare_pages import bare
from tests.accuracy.evaluate import ROOT, SLACK
from tests.accuracy.gate import below, raised
from tests.accuracy.page_measures import OF_ITEMS, OF_REFUSALS, OF_TEXT, Page, Reading
from tests.accuracy.page_readers import READERS

ITEMS = Path(__file__).with_name("page_items.yml")
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")) / "data" / "pages"
MADE = Path(__file__).with_name("made_pages")
FLOORS = {name: Path(__file__).with_name(f"{name}_floors.json") for name in ("page", "made_page")}
_CHANGED = 0.5
"""Percentage points by which a page's figure must move to be told as gained or lost."""
_WORST = 12


@dataclass(frozen=True)
class Result:
    """One reader's readings, its measures by name and page, and pages a second of processor time."""

    readings: dict[str, Reading]
    by_page: dict[str, dict[str, float]]
    speed: float

    def figures(self, names: Sequence[str] | None = None) -> dict[str, float]:
        """Means in percent over the pages named (all by default). Shingle F1 is that of mean precision and mean
        recall, as its benchmark has it."""
        out: dict[str, float] = {}
        for measure, values in self.by_page.items():
            chosen = [value for name, value in values.items() if names is None or name in names]
            if chosen:
                out[measure] = 100 * statistics.mean(chosen)
        if out.get("precision") and out.get("recall"):
            out["shingles"] = 2 * out["precision"] * out["recall"] / (out["precision"] + out["recall"])
        return {name: round(value, 1) for name, value in out.items()}


def pages(folder: Path = SHARED) -> list[Page]:
    """The pages of a folder with `ground_truth.json` and `html/` (plain or gzip), by name. What is known of their
    headlines, authors and times stands in the same file; that of the shared ones in `page_items.yml`."""
    gold = json.loads((folder / "ground_truth.json").read_text("utf-8"))
    items = yaml.safe_load(ITEMS.read_text("utf-8")) if folder == SHARED else {}
    return [_page(folder / "html" / file, gold[file], items) for file in sorted(gold)]


def _page(path: Path, truth: dict[str, Any], items: dict[str, dict[str, Any]]) -> Page:
    name = path.name.removesuffix(".gz").removesuffix(".html")
    told = truth | items.get(name, {})
    is_optional = [text.startswith("[") and text.endswith("]") for text in truth["body"]]
    return Page(
        name,
        truth["url"],
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes(),
        tuple(text for text, optional in zip(truth["body"], is_optional, strict=True) if not optional),
        tuple(text[1:-1] for text, optional in zip(truth["body"], is_optional, strict=True) if optional),
        frozenset(told["authors"]) if "authors" in told else None,
        told.get("published_at"),
        told.get("headline"),
        told.get("refusal"),
        told.get("posts", False),
    )


def measured(found: Sequence[Page], reader: Callable[[Page], Reading]) -> Result:
    """One reader on all pages."""
    reader(found[0])  # what is loaded once is not the page's time
    began = time.process_time()
    readings = {page.name: reader(page) for page in found}
    used = time.process_time() - began
    by_page: dict[str, dict[str, float]] = {name: {} for name in (*OF_TEXT, *OF_ITEMS, *OF_REFUSALS)}
    for page in found:
        for name, measure in (OF_TEXT | OF_ITEMS if page.refusal is None else OF_REFUSALS).items():
            value = measure(page, readings[page.name])
            if value is not None:
                by_page[name][page.name] = value
    return Result(readings, {name: values for name, values in by_page.items() if values}, len(found) / used)


def recorded(path: Path | None) -> tuple[dict[str, float], dict[str, float]]:
    """The floors recorded in a file and each page's exact figure then; both empty before the first recording."""
    if path is None or not path.is_file():
        return {}, {}
    kept = json.loads(path.read_text("utf-8"))
    return kept["figures"], kept["pages"]


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure is at or above its floor or the pages are absent, else 1. Both sets, unless one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--examples", action="store_true", help="show what is missed and added on every page")
    parser.add_argument("--only", action="store_true", help="Dateline alone, without its peers")
    parser.add_argument("--bare", action="store_true", help="the pages without classes, ids and structured data")
    parser.add_argument("--pages", type=Path, help="a folder of pages of the same make, instead of ours")
    options = parser.parse_args(arguments)
    return max(_judged(folder, options) for folder in ([options.pages] if options.pages else [SHARED, MADE]))


def _judged(folder: Path, options: argparse.Namespace) -> int:
    """Reads one folder's pages, prints what came of it, and returns the exit code."""
    if not (folder / "ground_truth.json").is_file():
        print(f"skipped: no pages at {folder} (DATELINE_SHARED names the folder of shared data)")
        return 0
    found = [bare(page) for page in pages(folder)] if options.bare else pages(folder)
    results = {name: measured(found, read) for name, read in READERS.items() if name == "Dateline" or not options.only}
    ours = results["Dateline"]
    floors = None if options.bare else floors_of(folder)
    _print_readers(found, results, recorded(floors)[0])
    _print_publishers(found, results)
    _print_worst(found, ours)
    if options.examples:
        _print_examples(found, ours)
    return held(ours, floors, options.record) if floors else 0


def floors_of(folder: Path) -> Path | None:
    """The file of a folder's floors; None for a folder that is not ours."""
    return {SHARED: FLOORS["page"], MADE: FLOORS["made_page"]}.get(folder)


def held(ours: Result, path: Path, is_recording: bool) -> int:
    """Tells gains, losses and broken floors, and raises the file's floors where asked; returns the exit code."""
    floors, then = recorded(path)
    now = {name: round(100 * value, 1) for name, value in ours.by_page["exact"].items()}
    for name, value in sorted(now.items()):
        if abs(value - then.get(name, value)) >= _CHANGED:
            print(f"  {'gained' if value > then[name] else 'lost':6} {name}: {then[name]} -> {value}")
    figures = ours.figures()
    if is_recording:
        kept = {"figures": raised(figures, floors, SLACK), "pages": now}
        path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    low = below(figures, floors)
    for name in low:
        print(f"BELOW ITS FLOOR: {name}: {figures.get(name)} < {floors[name]}")
    return 1 if low else 0


def _print_readers(found: Sequence[Page], results: dict[str, Result], floors: dict[str, float]) -> None:
    columns = [name for name in (*OF_TEXT, *OF_ITEMS, *OF_REFUSALS) if name in results["Dateline"].by_page]

    def row(name: str, figures: dict[str, float], end: str = "") -> None:
        cells = (f"{figures[column]:11.1f}" if column in figures else f"{'':11}" for column in columns)
        print(f"{name:26}{''.join(cells)}{end}")

    print(f"{'F1 and shares in percent':26}" + "".join(f"{name:>11}" for name in columns) + f"{'pages/s':>10}")
    for name, result in results.items():
        row(name, result.figures(), f"{result.speed:10.1f}")
    row("floor", floors)
    articles = [page.name for page in found if not page.is_posts]
    if len(articles) < len(found):
        print(f"without {len(found) - len(articles)} live blogs of which the posts are wanted")
        for name, result in results.items():
            row(f"  {name}", result.figures(articles))


def _print_publishers(found: Sequence[Page], results: dict[str, Result]) -> None:
    names: dict[str, list[str]] = defaultdict(list)
    for page in found:
        if page.refusal is None:
            names[page.publisher].append(page.name)
    print(f"\n{'exact / shingles by publisher':30}" + "".join(f"{name:>20}" for name in results))
    for publisher, own in names.items():
        rows = [result.figures(own) for result in results.values()]
        print(f"{publisher:30}" + "".join(f"{row['exact']:12.1f} /{row.get('shingles', 0.0):6.1f}" for row in rows))


def _print_worst(found: Sequence[Page], ours: Result) -> None:
    print("\nworst pages")
    exact_by_page = ours.by_page["exact"]
    for page in sorted((p for p in found if p.name in exact_by_page), key=lambda p: exact_by_page[p.name])[:_WORST]:
        reading = ours.readings[page.name]
        source = reading.refusal or (reading.item.found["body"] if reading.item else "")
        exact, shingles = (100 * ours.by_page[measure][page.name] for measure in ("exact", "shingles"))
        print(f"  {page.name:22}{exact:7.1f} /{shingles:6.1f}  {source[:70]}")


def _print_examples(found: Sequence[Page], ours: Result) -> None:
    for page in found:
        reading = ours.readings[page.name]
        missed = [text for text in page.required if text not in reading.paragraphs]
        added = [text for text in reading.paragraphs if text not in {*page.required, *page.optional}]
        if missed or added:
            print(f"\n{page.name} {reading.refusal or ''}")
        for sign, texts in (("-", missed), ("+", added)):
            for text in texts:
                print(f"  {sign} {text if len(text) < 160 else text[:100] + ' […] ' + text[-50:]}")


if __name__ == "__main__":
    sys.exit(main())
