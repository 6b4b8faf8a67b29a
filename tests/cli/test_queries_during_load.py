"""The warehouse is asked while it is loaded, and nobody meets a lock."""

from __future__ import annotations

from pathlib import Path

from tests.cli.queries_during_load import LEAST_LOADS, watch


def test_no_query_meets_a_lock_while_loads_run(tmp_path: Path) -> None:
    outcome = watch(tmp_path / "var", 200)
    print(outcome)
    assert outcome.errors == []
    assert len(outcome.seconds) >= 200 and outcome.versions >= LEAST_LOADS
