"""How many words a text has, in scripts that part them by spaces and in those that do not."""

from __future__ import annotations

import re

_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese kana, and characters of Chinese."""
UNPARTED = 12
"""Characters a word, on average, up to which a text has spaces between its words."""
_CHARS = 2
"""Characters of an unparted script that count as a word: two are one in most Chinese and Japanese text."""


def word_count(text: str) -> int:
    """The words of a text on one or more lines. None for an empty one."""
    if not text:
        return 0
    parted = text.count(" ") + text.count("\n") + 1
    if len(text) > UNPARTED * parted and _UNPARTED.search(text):
        return max(parted, len(text) // _CHARS)
    return parted
