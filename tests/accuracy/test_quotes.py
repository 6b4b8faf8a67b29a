"""The evaluation of quotes can be believed: its parts do what they say, and its floors hold where the data is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.accuracy import quotes, reliability


def test_a_floor_is_raised_and_never_lowered() -> None:
    scored = quotes.Scored({"all": 70.0, "direct": 90.0}, {"a": "10"}, [], [])
    floors = quotes.recorded({"fast": {"figures": {"all": 80.0}, "right": {}}}, {"fast": scored})
    assert floors["fast"] == {"figures": {"all": 80.0, "direct": 89.7}, "right": {"a": "10"}}


def test_a_figure_below_its_floor_is_told_and_fails() -> None:
    scored = quotes.Scored({"all": 79.9}, {}, [], [])
    lines, holds = quotes.compared("fast", scored, {"fast": {"figures": {"all": 80.0}, "right": {}}})
    assert not holds and any("BELOW ITS FLOOR" in line for line in lines)


def test_gains_and_losses_are_told_by_example() -> None:
    assert quotes.changes({"a": "100", "b": "1"}, {"a": "010", "b": "1", "c": "1"}) == (["a #1"], ["a #0"])


def test_reliability_is_the_distance_between_stated_and_right() -> None:
    found = reliability.bins([(0.9, True)] * 9 + [(0.9, False)] + [(0.2, False)] * 10)
    assert [(one.low, one.count) for one in found] == [(0.2, 10), (0.9, 10)]
    assert reliability.error(found) == pytest.approx(0.1)


def test_a_story_is_scored_as_the_shared_scorer_does(shared: Path) -> None:
    docs = quotes.stories(shared)[:4]
    sq = quotes.scorer(shared)
    gold = [{"doc_id": d["doc_id"], "quotes": [q | {"confidence": 1.0} for q in d["quotes"]]} for d in docs]
    scored = quotes.score(docs, gold, sq)
    assert scored.figures["all"] == scored.figures["exact"] == 100.0
    assert set("".join(scored.right.values())) == {"1"}


def test_every_profile_has_floors_above_its_best_peer() -> None:
    floors = json.loads(quotes.FLOORS.read_text("utf-8"))
    best = max(peer[4] for name, peer in quotes.PEERS.items() if "human" not in name)
    assert all(floors[profile]["figures"]["all"] > best for profile in quotes.PROFILES)
