"""Embeddings as 8-bit numbers: no further from the truth than half a step of their row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.table import quantised


@given(seed=st.integers(0, 2**32 - 1), scale=st.floats(1e-6, 1e6))
def test_the_error_is_at_most_half_a_step_of_the_row(seed: int, scale: float) -> None:
    values = (np.random.default_rng(seed).normal(size=(7, 24)) * scale).astype(np.float32)
    table = quantised(values)
    half = np.abs(values).max(1, keepdims=True) / 127 / 2
    assert table.values.dtype == np.int8 and table.values.min() >= -127
    assert (np.abs(table.restored() - values) <= half * 1.001).all()


def test_the_largest_number_of_a_row_is_kept_and_zeros_stay_zero() -> None:
    values = np.array([[0, 0, 0], [1, -4, 2], [1e-20, 0, 0]], np.float32)
    table = quantised(values)
    assert not table.restored()[0].any() and np.isfinite(table.restored()).all()
    assert np.allclose(table.restored()[1, 1], -4)


def test_a_saved_table_is_read_as_the_reader_reads_it(tmp_path: Path) -> None:
    table = quantised(np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32))
    table.save(tmp_path / "embeddings.npz")
    with np.load(tmp_path / "embeddings.npz") as kept:
        assert np.array_equal(kept["values"], table.values) and np.array_equal(kept["scales"], table.scales)
