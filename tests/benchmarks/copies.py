"""What finding copies costs and finds: `python -m tests.benchmarks.copies`, or `make bench-copies`.

So many articles lie behind, as marks alone, of lengths and of runs in common as real stories have them. At some points
of that history batches of 1,000 texts arrive, as a load brings them: marks made of the texts, then warehouse/copies/;
at the end the file is opened anew, which costs its first batch the reading of the days around, and 10,000 come at once.
Among them are planted copies of earlier articles, cut to 30, 50 and 80 per cent of text in common, plain and with a
word changed in each sentence, and as hard negatives stories that only quote the same two statements. Beside it, on the
same texts, MinHash (rensa) with 16 bands. Times are of the processor, on one thread. The shared stories are the model
where they are present (DATELINE_SHARED), else the samples.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from rensa import RMinHash

from dateline.normalise.copies import marks
from dateline.warehouse import copies

ROOT = Path(__file__).parents[2]
SQL = ROOT / "warehouse"
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
START = datetime(2024, 1, 1, tzinfo=UTC)
BATCH, LARGE, ROUNDS, PLANTED = 1000, 10_000, 3, 10
SHARES = (0.3, 0.5, 0.8)
WIRES = 40


def model() -> list[str]:
    """Texts of real stories, or of the samples."""
    path = SHARED / "data" / "quotes" / "train.jsonl"
    if path.is_file():
        return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]
    from tests.accuracy.gold import gold, gold_files

    return [gold(path).body for path in gold_files(ROOT / "samples")]


class Writer:
    """Makes stories that nobody wrote, of the model's words: three times of four a word follows another as it does
    there, so that some runs of five are the model's own, and most are nobody's."""

    def __init__(self, texts: Sequence[str], seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.lengths = [max(60, min(len(text.split()), 900)) for text in texts]
        self.after: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            words = ["", *text.replace("\n", " ").split()]
            for one, two in pairwise(words):
                self.after[one].append(two)
        self.common = [word for words in self.after.values() for word in words]

    def sentence(self) -> str:
        word, out = self.random.choice(self.common), []
        for _ in range(self.random.randint(12, 32)):
            out.append(word.strip(".!?"))
            after = self.after.get(word) if self.random.random() < 0.75 else None
            word = self.random.choice(after or self.common)
        return " ".join(out) + "."

    def story(self) -> list[str]:
        words, out = self.random.choice(self.lengths), []
        while words > 0:
            out.append(self.sentence())
            words -= len(out[-1].split())
        return out

    def copy(self, original: Sequence[str], share: float, is_edited: bool) -> list[str]:
        """A story with so much of its text from the original's head and middle, and own words around."""
        kept = max(1, round(share * len(original)))
        at = self.random.randint(0, min(2, len(original) - kept))
        taken = [self.edited(s) if is_edited else s for s in original[at : at + kept]]
        own = [self.sentence() for _ in range(len(original) - kept)]
        half = len(own) // 2
        return [*own[:half], *taken, *own[half:]]

    def edited(self, sentence: str) -> str:
        words = sentence.split()
        words[self.random.randrange(len(words))] = self.random.choice(self.common)
        return " ".join(words)


@dataclass
class Crowd:
    """Marks of articles without texts: as many as the model's, with so many in common between them as the model has."""

    sizes: list[int]
    shared: np.ndarray
    weights: np.ndarray
    share: float
    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(3))

    @classmethod
    def like(cls, found: Sequence[np.ndarray]) -> Crowd:
        counts = Counter(int(mark) for one in found for mark in one)
        known = sorted(mark for mark, count in counts.items() if count > 1)
        uses = np.array([counts[mark] for mark in known] or [1], float)
        share = float(uses.sum()) / max(1, counts.total())
        shared = np.array(known or [1])
        return cls([len(one) for one in found], shared, np.cumsum(uses) / uses.sum(), share if known else 0.0)

    def rows(self, count: int, first: int, per_day: int) -> pa.Table:
        """So many articles, the first of them the n-th of the history."""
        sizes = self.random.choice(self.sizes, count)
        total = int(sizes.sum())
        found = self.random.integers(0, 1 << 31, total)
        is_shared = self.random.random(total) < self.share
        found[is_shared] = self.shared[np.searchsorted(self.weights, self.random.random(int(is_shared.sum())))]
        owner = np.repeat(np.arange(count), sizes)
        found = np.sort((owner << 31) | found) & ((1 << 31) - 1)
        offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32))
        lists = pa.ListArray.from_arrays(offsets, pa.array(found))
        return table([f"h{first + k}" for k in range(count)], lists, [moment(first + k, per_day) for k in range(count)])


def moment(number: int, per_day: int) -> datetime:
    return START + timedelta(days=number / per_day)


def table(ids: Sequence[str], lists: Any, told: Sequence[datetime], wires: Sequence[str] | None = None) -> pa.Table:
    wires = wires or [f"w{hash_of(i) % WIRES}" for i in ids]
    at = pa.array(told, pa.timestamp("us", tz="UTC"))
    return pa.table({"article_id": ids, "wire": wires, "published_at": at, "first_seen_at": at, "copy_marks": lists})


def hash_of(text: str) -> int:
    return int.from_bytes(text.encode()[-6:], "big")


def arrive(db: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """A batch, as a load brings it."""
    db.execute("BEGIN")
    copies.arrive(db, SQL, name, rows)
    db.execute("COMMIT")


@dataclass
class Texts:
    """A batch of texts; `wanted` says of a place which earlier article it copies, or (None) that it only quotes it."""

    ids: list[str]
    texts: list[str]
    wires: list[str]
    wanted: dict[int, tuple[str, str | None]]


def batch(writer: Writer, name: str, originals: Sequence[tuple[str, list[str]]], size: int) -> Texts:
    """So many texts: of each original one copy of each kind, and one story that has its second and third sentence."""
    out = Texts([], [], [], {})
    for origin, sentences in originals:
        for share in SHARES:
            for is_edited in (False, True):
                kind = f"{share:.0%}{' edited' if is_edited else ''}"
                out.wanted[len(out.texts)] = (kind, origin)
                out.texts.append(" ".join(writer.copy(sentences, share, is_edited)))
        out.wanted[len(out.texts)] = ("same quotes", None)
        out.texts.append(" ".join([*writer.story(), *sentences[1:3]]))
    out.texts += [" ".join(writer.story()) for _ in range(size - len(out.texts))]
    out.ids = [f"{name}-{place}" for place in range(size)]
    out.wires = [f"w{place % WIRES}" for place in range(size)]
    return out


def found_in(db: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[int, set[str]]:
    """Place in the batch → the ids of what it is paired with, of those known by a text."""
    db.register("asked", pa.table({"place": list(range(len(ids))), "article_id": list(ids)}))
    rows = db.execute(
        "WITH sides AS (SELECT first_n AS n, second_n AS other FROM kept.copy_pairs UNION ALL"
        " SELECT second_n, first_n FROM kept.copy_pairs)"
        " SELECT asked.place, CAST(sides.other AS VARCHAR) FROM asked"
        " INNER JOIN sides ON sides.n = md5_number_lower(asked.article_id)"
    ).fetchall()
    db.unregister("asked")
    out: dict[int, set[str]] = defaultdict(set)
    for place, other in rows:
        out[place].add(other)
    return out


@dataclass
class Tally:
    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    told: int = 0

    def add(self, texts: Texts, paired: dict[int, set[str]], number: Callable[[str], str]) -> None:
        """Counts pairs with what lies behind; copies of one original in one batch are pairs too, and right ones."""
        family = {place: number(origin) for place, (kind, origin) in texts.wanted.items() if origin}
        members: dict[str, set[str]] = defaultdict(set)
        for place, origin in family.items():
            members[origin] |= {origin, number(texts.ids[place])}
        for place, (kind, origin) in texts.wanted.items():
            self.made[kind] += 1
            self.found[kind] += bool(paired.get(place)) if origin is None else number(origin) in paired.get(place, ())
        for place, others in paired.items():
            right = members.get(family.get(place, ""), set())
            self.told += len(others)
            self.wrong += len(others - right)


def measure(behind: int, per_day: int) -> tuple[list[dict[str, Any]], Tally, list[tuple[list[str], Texts]]]:
    """What each point of the history cost, what was found, and the texts of the first point."""
    texts = model()
    writer, crowd = Writer(texts), Crowd.like(marks(texts))
    points = sorted({min(behind, n) for n in (2 * BATCH, 14 * per_day, behind // 4, behind // 2, behind)})
    tally, costs, seen = Tally(), [], []
    with tempfile.TemporaryDirectory() as folder:
        db = _opened(folder)
        lying = 0
        for point in points:
            while lying < point:
                count = min(20_000, point - lying)
                arrive(db, f"behind {lying}", crowd.rows(count, lying, per_day))
                lying += count
            db.execute("CHECKPOINT")
            costs.append(_at_point(db, writer, point, per_day, tally, seen, BATCH))
            print(_line(costs[-1]), flush=True)
        db.close()
        db = _opened(folder)
        late = _at_point(db, writer, behind + per_day, per_day, Tally(), [], LARGE)
        print(f"as one batch of {LARGE:,}: {_line(late)}")
        print(f"the first ten after the file was opened: {1000 * late['opening']:.1f} ms")
        db.close()
    return costs, tally, seen


def _opened(folder: str) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect(f"{folder}/copies.duckdb")
    db.execute("SET threads = 1")
    copies.create(db, SQL)
    return db


def _at_point(
    db: duckdb.DuckDBPyConnection, writer: Writer, point: int, per_day: int, tally: Tally, seen: list[Any], size: int
) -> dict[str, Any]:
    def number(article_id: str) -> str:
        return str(db.execute("SELECT CAST(md5_number_lower($1) AS VARCHAR)", [article_id]).fetchone()[0])

    spent, opening = [], 0.0
    for nth in range(ROUNDS + 1 if size == BATCH else 2):
        originals = [(f"o{point}-{nth}-{k}", writer.story()) for k in range(PLANTED)]
        originals = [(name, story) for name, story in originals if len(story) >= 6]
        told = moment(point, per_day)
        lists = [list(found) for found in marks([" ".join(s) for _, s in originals])]
        days = [told - timedelta(days=min(13.0, point / per_day) * k / PLANTED) for k in range(len(originals))]
        first = table([name for name, _ in originals], lists, days, ["origin"] * len(originals))
        began = time.process_time()
        arrive(db, f"originals {point}-{nth}", first)
        opening = opening or time.process_time() - began
        texts = batch(writer, f"b{point}-{nth}", originals, size)
        began = time.process_time()
        found = marks(texts.texts)
        signed = time.process_time()
        offsets = pa.array(np.cumsum([0, *map(len, found)]).astype(np.int32))
        lists = pa.ListArray.from_arrays(offsets, pa.array(np.concatenate(found)))
        rows = table(texts.ids, lists, [told] * size, texts.wires)
        arrive(db, f"{point}-{nth}", rows)
        spent.append((signed - began, time.process_time() - signed))
        tally.add(texts, found_in(db, texts.ids), number)
        seen.append((originals, texts))
    signing, joining = (sorted(part)[len(part) // 2] for part in zip(*spent[1:], strict=True))
    return {"behind": point, "signing": signing, "joining": joining, "size": size, "opening": opening}


def _line(cost: dict[str, Any]) -> str:
    total = cost["signing"] + cost["joining"]
    return (
        f"{cost['behind']:>10,} behind: marks {1000 * cost['signing']:6.1f} ms, join and judge "
        f"{1000 * cost['joining']:6.1f} ms a batch; {cost['size'] / total:8,.0f} articles/s"
    )


def shingles(text: str) -> list[str]:
    """Runs of five words as Python makes them, which is what MinHash is given."""
    words = text.lower().split()
    return [" ".join(words[k : k + 5]) for k in range(len(words) - 4)]


def digest(runs: Sequence[str]) -> list[int]:
    """rensa's MinHash of 128 permutations."""
    one = RMinHash(num_perm=128, seed=42)
    one.update(list(runs))
    return list(one.digest())


def signing(texts: Sequence[str]) -> None:
    """Prints how many of the same texts a second three makers of signatures do: what a figure of another machine means
    here is told by them."""
    runs = [shingles(text) for text in texts]
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, work in (
            ("word shingling in Python", lambda: [shingles(text) for text in texts]),
            ("MinHash (rensa) of ready shingles", lambda: [digest(one) for one in runs]),
            ("marks", lambda: marks(texts)),
        ):
            began = time.process_time()
            work()
            least[name] = min(time.process_time() - began, least.get(name, 1e9))
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"\nsignatures of {len(texts):,} texts of {words:.0f} words, a second:")
    for name, took in least.items():
        print(f"  {name:36}{len(texts) / took:10,.0f}")


def minhash(seen: Sequence[tuple[Any, Texts]]) -> None:
    """Prints what rensa's MinHash finds of the same copies, by bands of one to eight rows."""
    hits: dict[int, Counter[str]] = {rows: Counter() for rows in (1, 2, 4, 8)}
    made: Counter[str] = Counter()
    for originals, texts in seen:
        known = {name: digest(shingles(" ".join(sentences))) for name, sentences in originals}
        for place, (kind, origin) in texts.wanted.items():
            if origin is None:
                continue
            made[kind] += 1
            one, two = digest(shingles(texts.texts[place])), known[origin]
            for rows, found in hits.items():
                bands = range(0, 16 * rows, rows)
                found[kind] += any(one[k : k + rows] == two[k : k + rows] for k in bands)
    print("\nMinHash (rensa), 16 bands, candidates found:")
    for rows, found in hits.items():
        print(f"  {rows} rows a band: " + ", ".join(f"{kind} {found[kind] / made[kind]:.0%}" for kind in sorted(made)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--behind", type=int, default=1_000_000, help="articles that lie behind")
    parser.add_argument("--per-day", type=int, default=5_000, help="articles a day, of which 14 days are the window")
    asked = parser.parse_args()
    print(f"batches of {BATCH:,}; {asked.per_day:,} articles a day; processor time, one thread")
    costs, tally, seen = measure(asked.behind, asked.per_day)
    total = [c["signing"] + c["joining"] for c in costs]
    full = next((n for n, c in enumerate(costs) if c["behind"] >= 14 * asked.per_day), 0)
    print(f"\nlast batch over the first: {total[-1] / total[0]:.2f}; over the first with a whole window behind it:"
          f" {total[-1] / total[full]:.2f}")  # fmt: skip
    kinds = [kind for kind in sorted(tally.made) if kind != "same quotes"]
    print("recall: " + ", ".join(f"{kind} {tally.found[kind] / tally.made[kind]:.1%}" for kind in kinds))
    print(
        f"precision: {1 - tally.wrong / max(1, tally.told):.1%} of {tally.told:,} pairs;"
        f" paired for the same two quotes: {tally.found['same quotes']} of {tally.made['same quotes']}"
    )
    signing(seen[-1][1].texts)
    minhash(seen[: ROUNDS + 1])


if __name__ == "__main__":
    main()
