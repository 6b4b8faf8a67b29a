"""Who said what, measured: `python -m tests.accuracy.quotes [--profile P] [--record] [--examples]`, `make eval-quotes`.

The shared annotated news (DATELINE_SHARED) is scored with its own scorer, whose docstring is the specification. Prints
Dateline's rows beside its peers', figures per kind and per length, how far confidence can be trusted, and which
examples were gained or lost since the floors were recorded. Exit 1 when a figure is below its floor; `--record` raises
floors and never lowers one; exit 0 with a message where the data is absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline import extract
from dateline.extract.neural.network import PROFILES
from tests.accuracy import reliability
from tests.accuracy.gate import raised

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("quote_floors.json")
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
VIEWS = ("all", "marked", "direct", "indirect", "speech")
LENGTHS = ((1, 5), (6, 15), (16, 30), (31, 10_000))
SLACK = 0.3
"""Percentage points by which a floor lies below what was measured (another build of a library may round otherwise)."""
PEERS = {
    "Citron, retrained on the same training set": (38.2, 60.2, 68.3, 90.4, 53.7, 71.0, 76.2, None, 65.2),
    "Gender Gap Tracker": (32.1, 54.2, 69.6, 83.3, 45.0, 58.3, 58.0, None, 62.3),
    "sayswho": (14.6, 33.7, 52.8, 84.6, 28.5, 58.8, 67.8, None, 42.6),
    "textacy, per paragraph": (12.5, 30.8, 48.7, 89.3, 27.6, 56.8, 65.5, None, 41.2),
    "one human against another (other stories)": (69.1, 82.1, 91.3, 93.6, 75.9, 94.3, 97.4, None, 81.3),
}
"""exact, match, token, speaker accuracy, then quote+speaker F1 by view: measured with the same scorer on the same
stories."""
HEADS = ("exact", "match", "token", "speaker", *VIEWS)


@dataclass
class Scored:
    """One profile on the stories: figures by name, and for each story which gold attributions were found with the right
    speaker, as a string of 1 and 0."""

    figures: dict[str, float]
    right: dict[str, str]
    bins: list[reliability.Bin]
    notes: list[str]


def scorer(shared: Path) -> ModuleType:
    """The shared scorer as a module."""
    found = importlib.util.spec_from_file_location("score_quotes", shared / "eval" / "score_quotes.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        found.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def speech_cues(sq: ModuleType) -> set[str]:
    """The words that tell speech from other attributions; the scorer itself leaves their file open."""
    return set(Path(str(sq.__file__)).with_name("speech_cues.txt").read_text("utf-8").split())


def stories(shared: Path) -> list[dict[str, Any]]:
    """The development stories with their gold; an empty list where they are absent."""
    path = shared / "data" / "quotes" / "dev.jsonl"
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def predicted(docs: Iterable[dict[str, Any]], profile: str) -> list[dict[str, Any]]:
    """What `dateline annotate` answers for each story."""
    reader = extract.reader(ROOT / "schemas" / "vocabulary", profile)
    return [extract.annotate({key: doc[key] for key in ("doc_id", "text", "date")}, reader) for doc in docs]


def score(docs: list[dict[str, Any]], answers: list[dict[str, Any]], sq: ModuleType) -> Scored:
    """All figures of one profile."""
    cues = speech_cues(sq)
    counted = sq.evaluate(docs, answers, cues)
    finals = {view: sq.final(sq.total(counted, view)) for view in VIEWS}
    everything = finals["all"]
    figures = {name: 100 * everything[name]["f1"] for name in ("exact", "match", "token")}
    figures["speaker"] = 100 * everything["spk_acc"]
    figures |= {view: 100 * finals[view]["quote_speaker"]["f1"] for view in VIEWS}
    out = Scored({name: round(value, 1) for name, value in figures.items()}, {}, [], [])
    sure: list[tuple[float, bool]] = []
    tallies: dict[str, list[int]] = {}
    for doc, answer in zip(docs, answers, strict=True):
        _one(doc, answer, sq, cues, out, sure, tallies)
    for name, (right, there) in sorted(tallies.items()):
        out.figures[name] = round(100 * right / there, 1) if there else 0.0
    out.bins = reliability.bins(sure)
    return out


def _one(
    doc: dict[str, Any], answer: dict[str, Any], sq: ModuleType, cues: Any, out: Scored,
    sure: list[tuple[float, bool]], tallies: dict[str, list[int]],
) -> None:  # fmt: skip
    text = doc["text"]
    words = sq.Words(text)
    marked = sq.words_in(words, sq.quote_regions(text))
    gold = sq.prep(text, words, marked, doc["quotes"], cues, True)
    kept = [quote for quote in answer["quotes"] if sq.words_in(words, sq.norm_spans(quote["content"]))]
    found = sq.prep(text, words, marked, kept, cues, False)
    pairs = {i: j for i, j, _ in sq.pair(gold, found)}
    right = [i in pairs and sq.spk_ok(one, found[pairs[i]]) for i, one in enumerate(gold)]
    out.right[doc["doc_id"]] = "".join("1" if one else "0" for one in right)
    matched = {j: right[i] for i, j in pairs.items()}
    sure.extend((quote["confidence"], matched.get(j, False)) for j, quote in enumerate(kept))
    for one, is_right in zip(gold, right, strict=True):
        for name in (f"recall {one.type}", f"recall of {_length(len(one.c))}"):
            tally = tallies.setdefault(name, [0, 0])
            tally[0] += is_right
            tally[1] += 1
    for i, one in enumerate(gold):
        if not right[i]:
            out.notes.append(f"  missed {doc['doc_id']} {one.type}: {_words(text, words, one.c)}")
    for j, one in enumerate(found):
        if not matched.get(j, False):
            out.notes.append(f"  extra  {doc['doc_id']} {one.type}: {_words(text, words, one.c)}")


def _length(count: int) -> str:
    low, high = next(pair for pair in LENGTHS if pair[0] <= count <= pair[1])
    return f"{low:2}-{high} words" if high < 10_000 else f"{low}+ words"


def _words(text: str, words: Any, chosen: Iterable[int]) -> str:
    places = sorted(chosen)
    start, end = words.w[places[0]][0], words.w[places[-1]][1]
    return " ".join(text[start:end].split())[:160]


def table(rows: dict[str, Scored]) -> str:
    """Dateline's rows and its peers', F1 in percent."""
    lines = [f"{'':44}" + "".join(f"{head:>9}" for head in HEADS)]
    for profile, scored in rows.items():
        lines.append(f"{'Dateline, ' + profile:44}" + "".join(f"{scored.figures[head]:9.1f}" for head in HEADS))
    for name, values in PEERS.items():
        lines.append(f"{name:44}" + "".join(f"{'-':>9}" if v is None else f"{v:9.1f}" for v in values))
    return "\n".join(lines)


def compared(profile: str, scored: Scored, floors: dict[str, Any]) -> tuple[list[str], bool]:
    """Lines that tell figures against floors and examples against those recorded; whether all floors hold."""
    lines, holds = [f"\n{profile}:{'':22}{'now':>8}{'floor':>8}"], True
    known = floors.get(profile, {"figures": {}, "right": {}})
    for name, value in scored.figures.items():
        floor = known["figures"].get(name)
        below = floor is not None and value < floor
        holds = holds and not below
        lines.append(f"  {name:28}{value:8.1f}{floor if floor is not None else float('nan'):8.1f}"
                     + ("  BELOW ITS FLOOR" if below else ""))  # fmt: skip
    gained, lost = changes(known["right"], scored.right)
    lines.append(f"  examples gained {len(gained)}, lost {len(lost)} since the floors were recorded")
    lines += [f"    {word} {one}" for word, group in (("gained", gained), ("lost  ", lost)) for one in group[:20]]
    return lines, holds


def changes(before: dict[str, str], now: dict[str, str]) -> tuple[list[str], list[str]]:
    """Examples (`story #number`) that are right now and were not, and the other way round."""
    gained, lost = [], []
    for story, marks in now.items():
        for number, (old, new) in enumerate(zip(before.get(story, marks), marks, strict=False)):
            if old != new:
                (gained if new == "1" else lost).append(f"{story} #{number}")
    return gained, lost


def recorded(floors: dict[str, Any], rows: dict[str, Scored]) -> dict[str, Any]:
    """The floors, raised to what was measured less the slack; none is lowered."""
    out = dict(floors)
    for profile, scored in rows.items():
        old = floors.get(profile, {"figures": {}})["figures"]
        figures = raised(scored.figures, old, SLACK)
        out[profile] = {"figures": figures, "right": scored.right}
    return out


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure is at or above its floor, else 1."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--profile", choices=PROFILES, action="append", help="only this one (default: all)")
    ask.add_argument("--record", action="store_true", help="raise the floors to what is measured now")
    ask.add_argument("--examples", action="store_true", help="list every attribution missed or added")
    options = ask.parse_args(arguments)
    docs = stories(SHARED)
    if not docs:
        print(f"nothing to measure: {SHARED}/data/quotes/dev.jsonl is absent (set DATELINE_SHARED)")
        return 0
    sq = scorer(SHARED)
    rows = {p: score(docs, predicted(docs, p), sq) for p in options.profile or PROFILES}
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
    print(f"{len(docs)} stories; F1 in percent, speaker accuracy of matched quotes; views: quote and speaker right\n")
    print(table(rows))
    all_hold = True
    for profile, scored in rows.items():
        lines, holds = compared(profile, scored, floors)
        all_hold = all_hold and holds
        print("\n".join(lines))
        print("\n".join(reliability.lines(scored.bins)))
        if options.examples:
            print("\n".join(scored.notes))
    if options.record:
        FLOORS.write_text(json.dumps(recorded(floors, rows), indent=1) + "\n", encoding="utf-8")
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
