"""Bytes to text, with the character set and where it was learnt.

Order: byte order mark, what the sender declared (HTTP, then XML declaration or HTML meta), what the bytes themselves
show, statistics. A declaration that the bytes contradict is passed over: wires lie about this every day. Labels mean
what https://encoding.spec.whatwg.org/#names-and-labels says (so `iso-8859-1` is Windows-1252).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes
from w3lib.encoding import resolve_encoding

from dateline.errors import Unreadable

REPLACEMENT_SHARE = 0.001
"""Above this share of U+FFFD a text counts as unreadable (`parse.charset`)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),  # before UTF-16: they begin alike
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MORE_LABELS = {
    "x-cp1252": "cp1252",
    "x-cp1251": "cp1251",
    "x-cp1250": "cp1250",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
    "ucs-2": "utf-16-le",
    "ansi": "cp1252",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
}
# Python also calls rot13, zip or idna an encoding; only character sets that senders use may be named by them.
_SETS = """
utf-8 utf-16-le utf-16-be utf-32-le utf-32-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874
cp437 cp850 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14
iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5hkscs big5 euc-jp iso2022_jp cp932 cp949 euc-kr
"""
_ALLOWED = frozenset(codecs.lookup(name).name for name in _SETS.split())
_WIDE_SETS = """
utf-8 utf-16-le utf-16-be utf-32-le utf-32-be gb18030 big5hkscs big5 euc_jp iso2022_jp cp932 cp949 euc_kr
"""
_WIDE = frozenset(_WIDE_SETS.split())

_HTTP = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:\-]+)", re.I)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.I)
_META_WITHIN = 64 * 1024  # the standard stops at 1024 bytes; pages do not
_SAMPLE = 64 * 1024
# What statistics may answer: sets in real use. The rarer ones must be declared.
_GUESSED = """
cp1252 cp1250 cp1251 cp1253 cp1255 cp1256 iso8859_2 koi8_r cp866 gb18030 big5 shift_jis cp932 euc_jp cp949 euc_kr
""".split()  # noqa: SIM905
# Accents after a quotation mark look like mess to the statistics; that much is forgiven to the set most senders use.
_WESTERN_MARGIN = 0.07
# cp1252 bytes read as text, so that UTF-8 taken for cp1252 can be turned back.
_TO_BYTE = {
    ord(bytes([b]).decode("cp1252")): chr(b) for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_TWICE = re.compile(  # on UTF-8 bytes: what every such place begins with is sought, not a range of characters
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]|"
    rb"\xe2\x80[\x93-\xba]|\xe2\x82\xac|\xe2\x84\xa2)"
)


@dataclass(frozen=True)
class Decoded:
    """Text, the Python name of its character set, and what told it.

    `source` is bom, http, xml, meta, bytes or statistics; with ` twice` where UTF-8 had been encoded two times.
    """

    text: str
    charset: str
    source: str


def decode(body: bytes, media_type: str | None, kind: str) -> Decoded:
    """The body as text. `kind` (html, xml, json, text) says where a declaration may stand inside the bytes.

    Raises Unreadable(parse.charset) when more than 0.1 % of the text would be U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _judged(Decoded(body[len(bom) :].decode(name, "replace"), name, "bom"))
    if wide := _wide_by_shape(body):
        return _judged(Decoded(body.decode(wide, "replace"), wide, "bytes"))
    declared = list(_declared(body, media_type, kind))
    for name, source in declared:
        if name not in _WIDE and not body.isascii() and _fits(body, "utf-8") is not None:
            break  # multi-byte UTF-8 does not come about by chance in a single-byte text
        if (text := _fits(body, name)) is not None:
            return _judged(_once(Decoded(text, name, source), body))
    if (text := _fits(body, "utf-8")) is not None:
        return _judged(_once(Decoded(text, "utf-8", "bytes"), body))
    if not declared or declared[0][0] == "utf-8":
        text = body.decode("utf-8", "replace")
        if _share(text) <= REPLACEMENT_SHARE:  # UTF-8 with a torn character or two
            return Decoded(text, "utf-8", declared[0][1] if declared else "bytes")
    name = _likely(body)
    return _judged(Decoded(body.decode(name, "replace"), name, "statistics"))


def charset_name(label: str) -> str | None:
    """The Python name for a label a sender wrote, or None for one that names no character set in use."""
    label = label.strip().lower()
    known: str | None = _MORE_LABELS.get(label) or resolve_encoding(label)
    if known is None:
        return None
    name = codecs.lookup(known).name
    return name if name in _ALLOWED else None


def _declared(body: bytes, media_type: str | None, kind: str) -> Iterator[tuple[str, str]]:
    """Names of declared character sets with where they stand, the strongest first."""
    labels: list[tuple[str, str]] = []
    if media_type and (found := _HTTP.search(media_type)):
        labels.append((found[1], "http"))
    if kind in ("xml", "html") and (inside := _XML.search(body[:1024])):
        labels.append((inside[1].decode("ascii", "replace"), "xml"))
    if kind == "html" and (inside := _META.search(body[:_META_WITHIN])):
        labels.append((inside[1].decode("ascii", "replace"), "meta"))
    for label, source in labels:
        if name := charset_name(label):
            if source != "http" and name.startswith(("utf-16", "utf-32")):
                name = "utf-8"  # we could read the declaration byte by byte, so it is not what it says
            yield name, source


def _fits(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _share(text: str) -> float:
    return text.count("\ufffd") / len(text) if "\ufffd" in text else 0.0


def _judged(decoded: Decoded) -> Decoded:
    share = _share(decoded.text)
    if share > REPLACEMENT_SHARE:
        raise Unreadable(
            "parse.charset", f"{share:.1%} of the characters cannot be read as {decoded.charset} ({decoded.source})"
        )
    return decoded


def _once(decoded: Decoded, body: bytes) -> Decoded:
    """The text turned back where UTF-8 was taken for Windows-1252 and written as UTF-8 again.

    Only when every character outside ASCII turns back, and there are at least two such places: never a part.
    """
    text = decoded.text
    if decoded.charset != "utf-8" or b"\xc3" not in body or len(_TWICE.findall(body)) < 2:
        return decoded
    try:
        return Decoded(text.translate(_TO_BYTE).encode("latin-1").decode("utf-8"), "utf-8", f"{decoded.source} twice")
    except UnicodeError:
        return decoded


def _wide_by_shape(body: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by its zero bytes; None when the bytes are something else."""
    sample = body[: _SAMPLE & ~1]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    best, best_share = None, 0.0
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) & ~1].decode(name, "replace")
        plain = sum(
            1 for char in text if char in " \n\r\t" or (char.isalnum() and char < "\u0600") or "!" <= char <= "~"
        )
        if plain / len(text) > max(best_share, 0.9):
            best, best_share = name, plain / len(text)
    return best


def _likely(body: bytes) -> str:
    """The most likely character set by statistics; Windows-1252 where that reads the same or as well as the best."""
    sample = body[:_SAMPLE]
    matches = list(from_bytes(sample, cp_isolation=_GUESSED))
    western = next((m for m in matches if m.encoding == "cp1252"), None)
    if not matches:
        return "cp1252"
    best = matches[0]
    if western and western.chaos <= best.chaos + _WESTERN_MARGIN and western.coherence >= best.coherence - 0.05:
        return "cp1252"
    if best.encoding != "cp1252" and _fits(sample, "cp1252") == str(best):
        return "cp1252"  # the matcher leaves out what reads the same
    return codecs.lookup(best.encoding).name
