"""Timings: ratios in one run, never asserted in tests."""
