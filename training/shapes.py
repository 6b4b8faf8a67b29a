"""The networks there are: one for each profile, and the large one that they learn from."""

from __future__ import annotations

from training.model import Shape

STUDENTS = {
    "careful": {"layers": 6, "heads": 12, "inner": 1024},
    "fast": {"layers": 3, "heads": 6, "inner": 768, "pointer": 48, "middle": 192},
}
"""Profile → what differs from the base encoder (6 layers, 12 heads, 1536 inner neurons); docs/accuracy.md says what
each costs."""
TEACHER = {"layers": 12, "width": 768, "head": 64, "inner": 3072, "middle": 768, "relative": 32, "epsilon": 1e-5}


def student(profile: str, labels: dict[str, int]) -> Shape:
    """The shape of a profile's network. It sees few mistakes of chance: it learns from probabilities."""
    return Shape(labels, dropout=0.05, **STUDENTS[profile])


def teacher(labels: dict[str, int]) -> Shape:
    """The shape of the large network, that of MPNet."""
    return Shape(labels, **TEACHER)
