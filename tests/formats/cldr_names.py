"""Names of months and days of the week as CLDR has them: `python -m tests.formats.cldr_names` writes them anew.

Read through Babel here and kept as a file in the package, because Babel takes half a second and 60 MB to read them.
"""

from __future__ import annotations

import json
import re

from babel import Locale

from dateline.formats.month_names import FILE

# Languages that print the day as a number, the month as a word and the year of our calendar. The Arabic ones differ in
# their months; Chinese, Japanese and Korean print numbers only.
LOCALES = (
    "en", "de", "de_AT", "fr", "es", "it", "pt", "nl", "sv", "nb", "da", "fi", "is", "pl", "cs", "sk", "sl", "hr", "sr",
    "sr_Latn", "bs", "mk", "bg", "ro", "hu", "el", "tr", "ru", "uk", "be", "et", "lv", "lt", "sq", "ca", "gl", "hy",
    "ka", "kk", "ar", "ar_LB", "ar_DZ", "ar_MA", "he", "ur", "hi", "bn", "id", "ms", "vi", "fil", "sw", "af",
    "az",  # last: Babel 2.18 gives some of its names to whatever is read after it
)  # fmt: skip


def names() -> dict[str, dict[str, list[list[str]]]]:
    """By kind (months, days) and language: for each month or day of the week in order, its names in lower case."""
    out: dict[str, dict[str, list[list[str]]]] = {"months": {}, "days": {}}
    for code in LOCALES:
        locale = Locale.parse(code)
        for kind, first, count in (("months", 1, 12), ("days", 0, 7)):
            table = getattr(locale, kind)
            found = [
                sorted({_plain(table[use][width][first + n]) for use in table for width in ("wide", "abbreviated")})
                for n in range(count)
            ]
            rows = out[kind].setdefault(locale.language, [[] for _ in range(count)])
            for row, more in zip(rows, found, strict=True):
                row.extend(name for name in more if name not in row and not name[0].isdigit() and len(name) > 1)
    return out


def _plain(name: str) -> str:
    return re.sub(r"^(?:de |d['’])", "", name.lower().rstrip("."))


if __name__ == "__main__":
    FILE.write_text(json.dumps(names(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
