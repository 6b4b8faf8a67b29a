"""How a byline opens before its first name, in many languages."""

from __future__ import annotations

import re

LEAD = re.compile(
    r"^(?:(?:written|reported|reporting|posted|published|story|text|words|exclusive|analysis|opinion|op-ed|"
    r"additional reporting|contributed|compiled|escrito|redigido|publicado|écrit)\s+)?"
    r"(?:by|from|par|von|por|door|(?-i:di|av|af)|authors?|words|texte?|autor(?:in|a)?|auteur|γράφει(?: [οη])?|автор|"
    r"текст)\b(?:\s*:\s*|\s+)",
    re.I,
)
"""`Di`, `Av` and `Af` with a capital begin names too."""
