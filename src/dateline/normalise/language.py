"""The language a text is written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SURE = 0.9
_ENOUGH = 40
_SAMPLE = 2000
_PART, _PARTS = 100, 4
_SURELY = 0.99
"""A part of a text is short: it must be surer than the whole to contradict it."""
_CODE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z0-9]+)*")
_THREE = {
    "eng": "en",
    "rus": "ru",
    "ukr": "uk",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, declared: str | None) -> str:
    """ISO 639-1 code of the text: what the words show, else what the sender declares; `und` when neither is sure."""
    told = code_of(declared)
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    if letters < _ENOUGH:
        return told or "und"
    code, share = _identifier().classify(text[:_SAMPLE])
    if share < _SURE or len(code) != 2 or not _is_throughout(text[:_SAMPLE], code):
        return told or "und"
    return str(code)


def _is_throughout(text: str, code: str) -> bool:
    """Whether no part of a text is surely in another language: of a text in two, neither may be said to be its own."""
    if len(text) < 2 * _PART:
        return True
    size = max(_PART, -(-len(text) // _PARTS))
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    found = [_identifier().classify(part) for part in parts if len(part) >= _PART // 2]
    others = sum(other != code and share >= _SURELY for other, share in found)
    return bool(others * 4 <= len(found))


def code_of(declared: str | None) -> str | None:
    """The two-letter code of a language tag such as `en-GB`; None for anything else."""
    if not declared:
        return None
    tag = declared.strip().lower()
    found = _CODE.fullmatch(tag)
    return found[1] if found else _THREE.get(tag)
