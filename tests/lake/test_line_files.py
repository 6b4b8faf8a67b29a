"""Files of lines: the same bytes whatever came first, and never half a file."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pyarrow as pa
import pytest

from dateline import lake
from dateline.errors import Permanent
from dateline.home import Home

MARCH = date(2024, 3, 5)


def rows(*stories: int) -> pa.Table:
    return pa.table(
        {"line": pa.array([f"line {n}" for n in stories], pa.string()), "story": pa.array(stories, pa.int64())}
    )


BATCHES = {"a": (rows(1, 2), "digest a"), "b": (rows(3), "digest b"), "c": (rows(), "digest c")}


def test_what_is_put_in_is_there(home: Home) -> None:
    path = lake.lines_path(home, "echo", MARCH)
    assert lake.lines(path) == (None, {})
    lake.publish_lines(path, home, BATCHES, set(BATCHES))
    found, told = lake.lines(path)
    assert told == {name: digest for name, (_, digest) in BATCHES.items()}
    assert found is not None and found.column_names == ["batch_id", "line", "story"]
    assert found["batch_id"].to_pylist() == ["a", "a", "b"] and found["story"].to_pylist() == [1, 2, 3]
    assert lake.foreign(home) == []


def test_the_order_of_batches_leaves_no_trace(home: Home) -> None:
    found = set()
    for order in permutations(BATCHES):
        path = lake.lines_path(home, f"echo-{''.join(order)}", MARCH)
        for name in order:
            lake.publish_lines(path, home, {name: BATCHES[name]}, set(BATCHES))
        found.add(path.read_bytes())
    assert len(found) == 1


def test_a_batch_takes_its_own_place_and_those_that_are_gone_leave(home: Home) -> None:
    path = lake.lines_path(home, "echo", MARCH)
    lake.publish_lines(path, home, BATCHES, set(BATCHES))
    lake.publish_lines(path, home, {"a": (rows(9), "new")}, {"a", "c"})
    found, told = lake.lines(path)
    assert told == {"a": "new", "c": "digest c"}
    assert found is not None and found["story"].to_pylist() == [9]


def test_s06_s07_torn_anywhere_or_flipped_anywhere_it_is_absent(home: Home) -> None:
    path = lake.lines_path(home, "echo", MARCH)
    lake.publish_lines(path, home, BATCHES, set(BATCHES))
    sound = path.read_bytes()
    for place in range(0, len(sound), 7):
        path.write_bytes(sound[:place])
        assert lake.lines(path) == (None, {})
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert lake.lines(path) == (None, {})
    assert lake.foreign(home) == [path]


@pytest.mark.parametrize("wire", ["../up", "", "a/b"])
def test_c31_a_wires_name_leads_nowhere_else(home: Home, wire: str) -> None:
    with pytest.raises(Permanent):
        lake.lines_path(home, wire, MARCH)
