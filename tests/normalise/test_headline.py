from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.normalise.headline import split


@pytest.mark.parametrize(
    ("printed", "prefix", "rest"),
    [
        ("UPDATE 2-Nato offers Russia a fresh start", "UPDATE 2", "Nato offers Russia a fresh start"),
        ("UPDATE 10 - Talks end", "UPDATE 10", "Talks end"),
        ("CORRECTED-Talks end", "CORRECTED", "Talks end"),
        ("CORRECTED-UPDATE 1-Talks end", "CORRECTED, UPDATE 1", "Talks end"),
        ("CORRECTED (OFFICIAL)-Talks end", "CORRECTED (OFFICIAL)", "Talks end"),
        ("REFILE-Talks end", "REFILE", "Talks end"),
        ("WRAPUP 2-Talks end", "WRAPUP 2", "Talks end"),
        ("EXCLUSIVE-Talks end", "EXCLUSIVE", "Talks end"),
        ("EXCLUSIVE: Talks end", "EXCLUSIVE", "Talks end"),
        ("ROUNDUP 2: Talks end", "ROUNDUP 2", "Talks end"),
        ("2nd ROUNDUP: Talks end", "2ND ROUNDUP", "Talks end"),
        ("(URGENT) Talks end", "URGENT", "Talks end"),
        ("Correction: Talks end", "CORRECTION", "Talks end"),
        ("KORREKTUR: Gespräche beendet", "KORREKTUR", "Gespräche beendet"),
        ("RECTIFICATIF - Fin des pourparlers", "RECTIFICATIF", "Fin des pourparlers"),
        ("ACTUALIZA 1-Terminan las conversaciones", "ACTUALIZA 1", "Terminan las conversaciones"),
        ("СРОЧНО: Переговоры завершены", "СРОЧНО", "Переговоры завершены"),
        ("STORY REMOVED: Talks end", "STORY REMOVED", "Talks end"),
        ("DELETED: what the minister wrote", None, "DELETED: what the minister wrote"),
        ("LIVE: Talks end", None, "LIVE: Talks end"),
        ("FACTBOX-What the treaty bans", "FACTBOX", "What the treaty bans"),
        ("KILL-Talks end", "KILL", "Talks end"),
        ("KILL: Talks end", "KILL", "Talks end"),
        ("WITHDRAWN — Talks end", "WITHDRAWN", "Talks end"),
        ("ADVISORY-Talks end", "ADVISORY", "Talks end"),
        ("ADVISORY", "ADVISORY", None),
        ("2nd LEAD: Talks end", "2ND LEAD", "Talks end"),
        ("(LEAD) Talks end", "LEAD", "Talks end"),
        ("(2nd LD) Talks end", "2ND LD", "Talks end"),
        ("1st LEAD Talks end", "1ST LEAD", "Talks end"),
        ("LEAD: Talks end", "LEAD", "Talks end"),
        ("KILL ADVISORY: Talks end", "KILL ADVISORY", "Talks end"),
        ("MANDATORY KILL-Talks end", "MANDATORY KILL", "Talks end"),
        ("CLARIFICATION-Talks end", "CLARIFICATION", "Talks end"),
        ("CORRECTED-(OFFICIAL)-Talks end", "CORRECTED-(OFFICIAL)", "Talks end"),
        ("RPT-FACTBOX-URGENT: Talks end", "RPT, FACTBOX, URGENT", "Talks end"),
        ("LEAD-free paint is sold", None, "LEAD-free paint is sold"),
        ("RPT-UPDATE 3-Talks end", "RPT, UPDATE 3", "Talks end"),
        ("Nato overture to Russia", None, "Nato overture to Russia"),
        ("Exclusive: a newspaper's own heading", None, "Exclusive: a newspaper's own heading"),
        ("UPDATED rules for ferries", None, "UPDATED rules for ferries"),
        ("KILLING-joke film returns", None, "KILLING-joke film returns"),
        ("US-Russia talks end", None, "US-Russia talks end"),
        ("NATO: what it is", None, "NATO: what it is"),
        ("  Two\n lines\u200b ", None, "Two lines"),
        (None, None, None),
        (" ", None, None),
    ],
)
def test_the_prefix_is_parsed_away(printed: str | None, prefix: str | None, rest: str | None) -> None:
    assert split(printed) == (prefix, rest)


@given(st.text(max_size=80))
def test_a_headline_without_prefix_is_only_cleaned(text: str) -> None:
    prefix, rest = split(text)
    assert split(rest)[1] == rest or prefix is not None or rest is None
    assert prefix is None or len(prefix) <= 60
