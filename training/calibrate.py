"""How sure an attribution is: `python -m training.calibrate GOLD.jsonl WEIGHTS`, after `training.export`.

Fits a logistic regression from what the network said of an attribution (`Attribution.sure`) to whether words and
speaker are right, on stories that it was not trained on; writes the coefficients of each profile into
WEIGHTS/confidence.json. Prints the calibration error with the stories in five parts, each judged by the fit on the
other four.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dateline.extract.neural.network import PROFILES, Network
from dateline.extract.reading import Reading, read
from dateline.extract.saying.attribution import Attribution
from dateline.extract.saying.attributions import attributions
from dateline.extract.saying.confidence import FEATURES, features
from training.labels import pairs

_RIDGE = 1.0
_PARTS = 5


def rows(docs: list[dict], network: Network, profile: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features (n, features), right (n,) and the story's number (n,), of every attribution but those of layout."""
    given, right, story = [], [], []
    for number, doc in enumerate(docs):
        reading = read(doc["text"], network)
        found = [one for one in attributions(reading, profile, 0.0) if one.rule == "network"]
        for one, is_right in zip(found, judged(reading, found, doc["quotes"]), strict=True):
            given.append(features(reading, one))
            right.append(is_right)
            story.append(number)
    return np.array(given), np.array(right, float), np.array(story)


def judged(reading: Reading, found: list[Attribution], quotes: list[dict]) -> list[bool]:
    """Which are right: half of the words in common with one of the gold (Dice), paired one to one by falling overlap,
    and a speaker that holds the head of the gold's and is not twice as long."""
    gold = [_words(reading, pairs(quote["content"])) for quote in quotes]
    here = [_words(reading, one.spans) for one in found]
    scored = sorted(
        ((2 * len(a & b) / (len(a) + len(b)), i, j) for i, a in enumerate(gold) for j, b in enumerate(here) if a & b),
        reverse=True,
    )
    out, used = [False] * len(found), set()
    for overlap, i, j in scored:
        if overlap < 0.5 or ("gold", i) in used or ("here", j) in used:
            continue
        used |= {("gold", i), ("here", j)}
        out[j] = _same_speaker(reading, found[j], quotes[i])
    return out


def _same_speaker(reading: Reading, one: Attribution, quote: dict) -> bool:
    gold = _words(reading, pairs(quote.get("speaker")))
    if not gold or one.speaker is None:
        return not gold and one.speaker is None
    mine = _words(reading, [(one.speaker.start, one.speaker.end)])
    head = _words(reading, pairs(quote.get("speaker_head"))) or {max(gold)}
    return bool(head & mine) and len(mine) <= max(2 * len(gold), len(gold) + 10)


def _words(reading: Reading, spans: list) -> set[int]:
    return {w.i for start, end in spans for w in reading.between(start, end) if w.text[0].isalnum()}


def fit(given: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Coefficients, the constant last."""
    design = np.hstack([given, np.ones((len(given), 1))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ weights
        p = 1 / (1 + np.exp(-z))
        penalty = _RIDGE * weights[:-1]
        value = np.logaddexp(0, z).sum() - (right * z).sum() + 0.5 * (penalty @ weights[:-1])
        return value, design.T @ (p - right) + np.append(penalty, 0)

    return minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B").x


def error(stated: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten equal steps."""
    step = np.minimum((stated * 10).astype(int), 9)
    return sum(abs((stated - right)[step == n].sum()) for n in range(10)) / len(stated)


def main(gold: Path, weights: Path) -> None:
    """Writes confidence.json."""
    docs = [json.loads(line) for line in gold.open(encoding="utf-8")]
    out: dict[str, dict[str, float]] = {}
    for profile in PROFILES:
        given, right, story = rows(docs, Network(profile, weights), profile)
        stated = np.zeros(len(right))
        for part in range(_PARTS):
            held = story % _PARTS == part
            weight = fit(given[~held], right[~held])
            stated[held] = 1 / (1 + np.exp(-(given[held] @ weight[:-1] + weight[-1])))
        print(f"{profile}: {len(right)} attributions, {right.mean():.3f} right, "
              f"error held apart {error(stated, right):.3f}")  # fmt: skip
        out[profile] = {n: round(float(w), 4) for n, w in zip([*FEATURES, "constant"], fit(given, right), strict=True)}
    (weights / "confidence.json").write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
