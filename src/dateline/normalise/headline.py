"""Headlines apart from the words that agencies put before them for their clients."""

from __future__ import annotations

import re

from dateline.formats.characters import or_none

_NUMBERED = (
    r"(?:UPDATE|WRAPUP|WRAP-UP|ROUNDUP|RPT|REPEAT|REFILE|RECAST|CORRECTED|CORRECTION|ADD|LEAD|LD|WRITETHRU|SUB|"
    r"ACTUALIZA|ACTUALISATION)"
)
_PLAIN = (
    r"(?:CORRECTED(?:[ -]\(OFFICIAL\))?|CLARIFICATION|CLARIFIED|(?:MANDATORY )?KILL(?: ADVISORY)?|LEAD(?=:)|"
    r"CORRECTION|CORRECTIVE|REFILED?|RECAST|RPT|REPEAT|KILLS?|WITHDRAWN|"
    r"WITHDRAWAL|WITHDRAW|CANCELLED|"
    r"ADVISORY|ADVISER|EMBARGOED|EXCLUSIVE|FACTBOX|TIMELINE|ANALYSIS|INTERVIEW|PREVIEW|SNAPSHOT|EXPLAINER|"
    r"INSIGHT|INSTANT VIEW|"
    r"NEWSMAKER|SPECIAL REPORT|BREAKING(?: NEWS)?|BREAKINGVIEWS|NEWS ?ALERT|ALERT|URGENT|BULLETIN|FLASH|TEXT|"
    r"TABLE|CHRONOLOGY|"
    r"HIGHLIGHTS|SCENARIOS|WITNESS|FEATURE|COLUMN|COMMENTARY|PRESS DIGEST|PIX|TAKE A LOOK|Q&A|DIARY|POLL|"
    r"UPDATED?|UPDATES|ROUNDUP|GRAPHIC|Q\+A|TAKE-A-LOOK|STORY REMOVED|"
    r"KORREKTUR|BERICHTIGUNG|EILMELDUNG|EIL|RECTIFICATIF|CORRECCI[OÓ]N|CORREÇÃO|AMPLIACI[OÓ]N|ACTUALIZACI[OÓ]N|"
    r"СРОЧНО|МОЛНИЯ|ИСПРАВЛЕНИЕ|"
    r"(?:Correction|Clarification|Korrektur|Rectificatif|Corrección)(?=:))"  # no headline of a newspaper's own
)
_ORDINAL = r"(?:\d+(?:st|nd|rd|th|ST|ND|RD|TH) (?:LEAD|LD|Lead|Ld|lead|ld|WRITETHRU|ROUNDUP))"
_PREFIX = re.compile(
    rf"(?P<word>{_NUMBERED}\s?\d{{1,2}}|{_ORDINAL}|{_PLAIN}|Eds|"
    r"\((?:(?:\d(?:st|nd|rd|th) )?(?:LEAD|Lead|LD|UPDATE|Update|URGENT|AMPLIACI[OÓ]N|CORRECCI[OÓ]N))(?: \d)?\))"
    r"(?:\s*[-–—:]+\s*|(?<=\))\s+|(?<=(?:st|nd|rd|th|ST|ND|RD|TH) LEAD)\s+(?=[A-Z]))(?=\S)"
)
_ALONE = re.compile(r"(?P<word>KILL|WITHDRAWN|WITHDRAWAL|ADVISORY)\b[\s.:-]*$")


def split(headline: str | None) -> tuple[str | None, str | None]:
    """The prefix (several joined by a comma; None where there is none) and the headline without it.

    Only words in capitals are prefixes, but for corrections: `Exclusive: …` is how a newspaper begins a headline of its
    own.
    """
    rest = or_none(headline)
    if rest is None:
        return None, None
    words: list[str] = []
    while found := _PREFIX.match(rest):
        words.append(re.sub(r"(?<=[A-Z])\s?(?=\d)", " ", re.sub(r"^\((.*)\)$", r"\1", found["word"])).upper())
        rest = rest[found.end() :].strip()
    if not words and (alone := _ALONE.match(rest)):
        return alone["word"], None
    prefix = ", ".join(words)[:60]
    return prefix or None, rest or None
