"""Fresh, complete, trusted? Three verdicts in plain words, from what was read and the clock. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateline.board.today import Checked, WireToday
from dateline.board.words import ago, counted, day, number, sentence

STALE_AFTER = timedelta(hours=24)
"""Wires promise items by the day; so a whole day without any payload is too long."""

_FAILING_FOR_GOOD = 3  # pulls in a row; one may be an accident on the way

LEVELS = ("good", "warn", "bad")


@dataclass(frozen=True)
class Verdict:
    """One tile: the question, the answer in a word, how bad it is (a word of LEVELS), a sentence, particulars."""

    question: str
    word: str
    level: str
    sentence: str
    particulars: tuple[str, ...] = ()


def fresh(
    last_received_at: datetime | None, newest_on: datetime | None, published_at: datetime | None, now: datetime
) -> Verdict:
    """Whether anything came within a day."""
    if last_received_at is None:
        return Verdict(
            "Fresh?",
            "Empty",
            "warn",
            "No payload has been received yet.",
            ("Next: dateline run, or drop a file into an inbox.",),
        )
    particulars = []
    if newest_on:
        particulars.append(f"The newest story is of {day(newest_on)}.")
    if published_at:
        particulars.append(f"This version was published {ago(published_at, now)}.")
    finding = f"The last payload came {ago(last_received_at, now)}."
    if now - last_received_at <= STALE_AFTER:
        return Verdict("Fresh?", "Fresh", "good", finding, tuple(particulars))
    particulars.append("Next: see whether Airflow runs (dateline up), then dateline doctor.")
    return Verdict("Fresh?", "Stale", "bad", finding, tuple(particulars))


def complete(wires: Sequence[WireToday]) -> Verdict:
    """Whether every item is accounted for, and every wire brought what it promises in a day."""
    lost = [w for w in wires if w.unexplained_count]
    failing = [w for w in wires if w.is_on and w.failing_code]
    short = [w for w in wires if w.is_on and w.is_short and w not in failing]
    received = sum(w.received_count for w in wires)
    if lost:
        missing = sum(abs(w.unexplained_count) for w in lost)
        finding = f"{number(missing)} of {counted(received, 'item')} cannot be accounted for."
        particulars = tuple(f"{w.name}: {number(w.unexplained_count)} unexplained." for w in lost)
        return Verdict("Complete?", "Incomplete", "bad", finding, (*particulars, "Next: dateline rebuild."))
    sum_holds = f"All {counted(received, 'item')} received are accounted for."
    particulars = tuple(
        f"{w.name}: {number(w.day_count)} in the last 24 hours, at least {number(w.expect_min)} promised."
        for w in short
    )
    if failing:
        reasons = tuple(f"{w.name}: {w.failing_code}, {counted(w.failing_count, 'pull')} in a row." for w in failing)
        finding = f"{counted(len(failing), 'wire')} cannot be had."
        level = "bad" if any(w.failing_count >= _FAILING_FOR_GOOD for w in failing) else "warn"
        return Verdict("Complete?", "Failing", level, finding, (sum_holds, *reasons, *particulars))
    if short:
        finding = f"{counted(len(short), 'wire')} brought less than promised."
        return Verdict("Complete?", "Short", "warn", finding, (sum_holds, *particulars))
    on = sum(w.is_on for w in wires)
    if not on:
        return Verdict("Complete?", "Nothing is on", "warn", "No wire is switched on.", ("Next: dateline wires list.",))
    return Verdict(
        "Complete?", "Complete", "good", sum_holds, (f"{counted(on, 'wire')} at or above what they promise in a day.",)
    )


def trusted(checked: Checked, last_received_at: datetime | None, now: datetime) -> Verdict:
    """Whether the last run of the checks found everything in order."""
    if checked.run_at is None:
        return Verdict(
            "Trusted?", "Unchecked", "warn", "No check has been run yet.", ("Next: the quality DAG, or dateline run.",)
        )
    particulars = [
        f"{counted(checked.passed_count, 'check')} of {number(checked.count)} hold.",
        f"Checked {ago(checked.run_at, now)}.",
    ]
    errors, warnings = checked.error_count, checked.warning_count
    if last_received_at and last_received_at > checked.run_at:
        particulars.append("Payloads have come since then.")
    if errors:
        also = f" and {counted(warnings, 'warning')}" if warnings else ""
        return Verdict(
            "Trusted?",
            "Not trusted",
            "bad",
            f"{counted(errors, 'error')}{also} in the last checks.",
            tuple(particulars),
        )
    if warnings:
        return Verdict(
            "Trusted?",
            "With care",
            "warn",
            f"No error, {counted(warnings, 'warning')} in the last checks.",
            tuple(particulars),
        )
    return Verdict("Trusted?", "Trusted", "good", "Every check holds.", tuple(particulars))


def headline(verdicts: Sequence[Verdict]) -> str:
    """The page's finding in one line: Fresh and complete, but not trusted."""
    good = [v.word.lower() for v in verdicts if v.level == "good"]
    rest = [v.word.lower() for v in verdicts if v.level != "good"]
    if not rest:
        return sentence(_listed(good))
    if not good:
        return sentence(_listed(rest))
    return sentence(f"{_listed(good)}, but {_listed(rest)}")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
