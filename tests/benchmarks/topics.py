"""How fast topics are told, beside one search a term: `python -m tests.benchmarks.topics [--rounds N] [--articles N]`.

Both are asked of the same articles and mentions, in turns, in one process; the mentions, which come out of the network,
are made before and not timed. The other way is how topics were told at first: every term a pattern of its own, searched
for in the whole text. The articles are the samples' bodies, and texts of usual length joined from them.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline import extract
from dateline.contracts import conform
from dateline.extract.authority.names import fold
from tests.accuracy.gold import gold, gold_files

ROOT = Path(__file__).parents[2]
_COLUMNS = ("body", "headline", "language", "dateline_on", "published_at", "published_zone", "status")


def articles(reader: extract.Reader, count: int) -> pa.Table:
    """So many articles: the samples' own, then each after the next until they are as long as news copy usually is."""
    truths = [gold(path) for path in gold_files(ROOT / "samples")]
    rows = []
    for number in range(count):
        first, second = truths[number % len(truths)], truths[(number * 7 + number // len(truths) + 1) % len(truths)]
        row = {name: getattr(first, name) for name in _COLUMNS}
        rows.append(row | {"article_id": f"a{number}", "body": f"{first.body}\n\n{second.body}"})
    return conform(reader.contracts["article_versions"], rows)


def one_by_one(table: pa.Table, reader: extract.Reader) -> int:
    """How many words of topics are found when every one is searched for by itself."""
    words = sorted({term.value for topic in reader.topics for term in topic.terms if term.kind == "word"})
    patterns = [re.compile(rf"(?<!\w){re.escape(fold(word))}(?!\w)") for word in words]
    found = 0
    for row in table.select(["headline", "body"]).to_pylist():
        text = fold(f"{row['headline']}\n{row['body']}")
        found += sum(bool(pattern.findall(text)) for pattern in patterns)
    return found


def timed(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--articles", type=int, default=1000)
    given = ask.parse_args()
    reader = extract.reader(ROOT / "schemas" / "vocabulary", "fast")
    few = articles(reader, 100)
    mentions = extract.mentions(few, reader)
    turns = max(1, given.articles // few.num_rows)
    spent: dict[str, list[float]] = {"one pass": [], "a search a term, words alone": []}
    for _ in range(given.rounds):
        spent["one pass"].append(timed(lambda: [extract.topics(few, mentions, reader) for _ in range(turns)]))
        name = "a search a term, words alone"
        spent[name].append(timed(lambda: [fold.cache_clear() or one_by_one(few, reader) for _ in range(turns)]))
    words = sum(len(body.split()) for body in few.column("body").to_pylist()) / few.num_rows
    print(f"{few.num_rows * turns} articles of {words:.0f} words, {len(reader.topics)} topics, {given.rounds} rounds")
    for name, seconds in spent.items():
        print(f"  {name:32}{few.num_rows * turns / statistics.median(seconds):9.0f} articles/s")
    ratios = [b / a for a, b in zip(*spent.values(), strict=True)]
    print(f"  one pass is {statistics.median(ratios):.1f} times as fast, rules, actors and evidence included")


if __name__ == "__main__":
    main()
