"""How fast pages are read: `python -m tests.benchmarks.pages [--rounds N]`, or `make bench-pages`.

Reads the shared development pages with Dateline and its peers in turn, round by round, so that all meet the same
weather.
Tells pages per second of processor time (medians), the ratio to trafilatura within a round, and where Dateline's time
goes.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from lxml import html as lxml_html

from dateline.formats import html
from dateline.formats.charset import decode
from dateline.formats.page import metadata, running_text
from tests.accuracy.page_measures import Page
from tests.accuracy.page_readers import READERS
from tests.accuracy.pages import SHARED, pages


def seconds(work: Callable[[Page], object], found: Sequence[Page]) -> float:
    """The processor time that one pass over the pages takes."""
    began = time.process_time()
    for page in found:
        work(page)
    return time.process_time() - began


def compare(found: Sequence[Page], rounds: int) -> None:
    """Prints the table of all readers."""
    seen: dict[str, list[float]] = {name: [] for name in READERS}
    for read in READERS.values():
        read(found[0])
    for _ in range(rounds):
        for name, read in READERS.items():
            seen[name].append(seconds(read, found))
    print(f"{len(found)} pages, {rounds} rounds, medians\n{'':20}{'pages/CPU s':>12}{'against trafilatura':>21}")
    for name, took in seen.items():
        ratio = statistics.median(a / b for a, b in zip(seen["trafilatura"], took, strict=True))
        print(f"{name:20}{len(found) / statistics.median(took):12.1f}{ratio:21.2f}")


def stages(found: Sequence[Page], rounds: int) -> None:
    """Prints where Dateline's time goes, in milliseconds a page: the least of the rounds."""
    least: dict[str, float] = {}
    for _ in range(rounds):
        for name, took in _one_pass(found).items():
            least[name] = min(took, least.get(name, took))
    print("\nwhere the time goes, milliseconds a page")
    for name, took in least.items():
        print(f"  {name:34}{1000 * took / len(found):8.2f}")


def _one_pass(found: Sequence[Page]) -> dict[str, float]:
    out = dict.fromkeys(("characters", "parsing and limits", "what the page says", "text"), 0.0)
    for page in found:
        at = [time.process_time()]
        decoded = decode(page.payload, "text/html", "html")
        at.append(time.process_time())
        root = lxml_html.document_fromstring(html.parsed_from(decoded, page.payload), parser=html.parser())
        at.append(time.process_time())
        said = metadata.read(root, page.address)
        at.append(time.process_time())
        running_text.text(root, said.body, said.headline)
        at.append(time.process_time())
        for name, began, ended in zip(out, at, at[1:], strict=False):
            out[name] += ended - began
    return out


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=3)
    given = ask.parse_args()
    if not (SHARED / "ground_truth.json").is_file():
        print(f"skipped: no pages at {SHARED} (DATELINE_SHARED names the folder of shared data)")
        return
    found = pages()
    compare(found, given.rounds)
    stages(found, given.rounds)


if __name__ == "__main__":
    main()
