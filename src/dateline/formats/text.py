"""Plain text: a story as somebody copied it from a page, mailed it, or typed it.

Read here is the shape only: headline, credit and printed date where a text shows them; everything else stays in the
body, in order, for `normalise` to tell boilerplate from story. Prose without such lines keeps every word in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.errors import Unreadable
from dateline.formats import charset, prose
from dateline.formats.characters import clean_text, one_line
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

NAME = "text"
MEDIA_TYPES = ("text/plain",)
SIZE_LIMIT = 16 * 1024 * 1024

_HEADLINE_CHARS = 160
_HEAD_CHARS = 1200
"""A printed date further down than this belongs to the story."""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBERS = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
_DATE = rf"(?:{_DAY}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_NUMBERS})"
_TIME = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:\(?(?:GMT|UTC|Z|[A-Z]{2,5})?(?:\s*[+-]\d{1,2}:?\d{0,2})?\)?)"
_PRINTED = re.compile(
    rf"(?:(?P<label>(?:first |last )?(?:published|updated|posted|modified|filed|date)(?: on| at)?)\s*:?\s*)?"
    rf"(?P<date>(?:{_TIME}\s*{_ZONE}\s*,?\s*(?:on\s+)?)?(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?{_DATE}"
    rf"(?:[T,]?\s*(?:at\s+|-\s+|–\s+)?{_TIME}\s*{_ZONE})?)\s*",
    re.I,
)
_PARTS = re.compile(r"\s+[|·•]\s+")
_BYLINE = re.compile(r"(?:By|Reporting by|From)\s+(?=[A-Z\u00c0-\u00de])")
_AGENCY = re.compile(
    r"(?:Thomson )?Reuters(?: Staff)?|(?:The )?Associated Press|AP|Agence France[- ]Presse|AFP"
    r"|(?:The )?Press Association|PA(?: Media)?|dpa|Deutsche Presse-Agentur|I?TASS|ITAR-TASS|Interfax(?:-Ukraine)?"
    r"|RIA Novosti|Sputnik|Xinhua|Kyodo(?: News)?|UPI|Bloomberg(?: News)?|EFE|ANSA|BNS|PAP|Ukrinform"
    r"|(?:[A-Z]\w+ ){1,3}News Agency|(?:Staff and )?[Aa]gencies",
)
_MAIL = re.compile(
    r"(From|To|Cc|Subject|Date|Reply-To|Sender|Message-ID|Sent|Newsgroups|MIME-Version|Content-Type|Received|Return-Path|X-[\w-]+):\s*(.*)",
    re.I,
)
_MAIL_LINES = 200
_SENTENCE_END = re.compile(r"[.!;:,…]['\"”’)»]*$")
_SPOKEN = re.compile(r"[,.!?][\"'”’»]\s")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){1,4}$")


@dataclass
class _Shape:
    """The lines of a text with what was recognised taken out."""

    lines: list[str | None]
    fields: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, at: int, value: str | None = None, rest: str | None = None) -> None:
        """Moves a line (or a part of it) from the body into a field."""
        text = one_line(value if value is not None else self.lines[at] or "")
        if text and name not in self.fields:
            self.fields[name] = text
            self.found[name] = f"line {at + 1}"
            self.lines[at] = rest or None


def items(payload: Payload, wire: Wire | None) -> Iterator[Item | Fault]:
    """The text as one item. Raises Unreadable: parse.empty, parse.charset, parse.limit, parse.unknown_format."""
    if len(payload.body) > SIZE_LIMIT:
        raise Unreadable("parse.limit", f"{len(payload.body)} bytes; at most {SIZE_LIMIT} are read as one story")
    raw = charset.decode(payload.body, payload.media_type, "text").text
    if len(raw) > 20 and sum(1 for char in raw if char < " " and char not in "\t\n\r\f\v\0") > len(raw) / 20:
        raise Unreadable("parse.unknown_format", "control characters as no text has them")
    text = clean_text(raw)
    if not text.strip():
        raise Unreadable("parse.empty", "no character that can be seen")
    shape = _Shape([line.rstrip() for line in text.split("\n")])
    if not _mail(shape) and not _dated(shape):
        _titled(shape)
    yield Item(body=prose.BETWEEN.join(_paragraphs(shape.lines)), found=shape.found, **shape.fields)  # type: ignore[arg-type]


def _mail(shape: _Shape) -> bool:
    """True when the text begins with the header of a mail; its lines are taken."""
    header: list[tuple[int, str, str]] = []
    for at, line in enumerate(shape.lines[:_MAIL_LINES]):
        match = _MAIL.fullmatch(line or "")
        if match is None and not (header and line and line[0] in " \t"):
            if header or line:
                break
            continue
        if match:
            header.append((at, match[1].lower(), match[2]))
        else:
            header.append((at, "", ""))
    names = {name for _, name, _ in header}
    if len(names) < 2 or not names & {"subject", "from"}:
        return False
    for at, name, value in header:
        follow = "".join(" " + (shape.lines[n] or "").strip() for n, other, _ in header if not other and n == at + 1)
        target = {"subject": "headline", "date": "published_text", "sent": "published_text", "message-id": "guid"}.get(
            name
        )
        if target:
            shape.take(target, at, (value + follow).strip(" <>") if target == "guid" else value + follow)
        shape.lines[at] = None
    return True


def _dated(shape: _Shape) -> bool:
    """True when a printed date was found near the top; takes it, the credits beside it, and the headline above."""
    before = 0
    for at, line in enumerate(shape.lines):
        if line and (dates := _dates(line) or _spoilt_date(shape.lines, at)):
            _take_dates(shape, at, dates)
            after = at + 1
            while after < len(shape.lines) and (more := _dates(shape.lines[after] or "")):
                _take_dates(shape, after, more)
                after += 1
            top = _credits_above(shape, at)
            if not {"agency", "byline"} & shape.fields.keys():
                _credits_below(shape, after)
            _headline_above(shape, top)
            return True
        before += len(line or "")
        if before > _HEAD_CHARS:
            return False
    return False


def _dates(line: str) -> list[tuple[str, str]]:
    """Printed dates of a line that holds nothing but dates and credits, as (field, text), credits as ("credit", …)."""
    if len(line) > 160:
        return []
    out: list[tuple[str, str]] = []
    for part in _PARTS.split(line.strip()):
        match = _PRINTED.fullmatch(part)
        if match:
            label = (match["label"] or "").lower()
            out.append(
                ("updated_text" if "updated" in label or "modified" in label else "published_text", match["date"])
            )
        else:
            out.append(("credit", part))
    return out if any(name != "credit" for name, _ in out) else []


def _spoilt_date(lines: list[str | None], at: int) -> list[tuple[str, str]]:
    """A line that stands where the printed date stands and looks like one, although no date can be read in it.

    It is kept as printed, so that the story is stored without a date rather than with its date among its words.
    """
    line, above = (lines[at] or "").strip(), (lines[at - 1] or "").strip() if at else ""
    if (
        not re.search(r"\w[:.]\w", line)
        or sum(map(str.isdigit, line)) < 2
        or not 3 <= len(line.split()) <= 8
        or len(line) > 60
    ):
        return []
    titled = at >= 3 and not lines[at - 2] and _is_headline(lines[at - 3])
    credited = 0 < len(above.split()) <= 8 and above[0].isupper() and not _SENTENCE_END.search(above)
    return [("published_text", line)] if titled and credited and not _SENTENCE_END.search(line) else []


def _take_dates(shape: _Shape, at: int, dates: list[tuple[str, str]]) -> None:
    for name, value in dates:
        if name == "credit":
            _credit(shape, at, value)
        else:
            shape.take(name, at, value)
    shape.lines[at] = None


def _credit(shape: _Shape, at: int, value: str | None = None) -> None:
    """A line that says whose copy it is. What is not surely an agency is left to `normalise` as a byline."""
    text = one_line(value if value is not None else shape.lines[at] or "")
    shape.take("agency" if _AGENCY.fullmatch(text) else "byline", at, text)


def _credits_above(shape: _Shape, at: int) -> int:
    """The line below which no headline stands: the first credit above the date."""
    top = at
    same_block = True
    for above in range(at - 1, max(-1, at - 7), -1):
        line = shape.lines[above]
        if not line:
            same_block = False
            continue
        sure = _BYLINE.match(line) or _AGENCY.fullmatch(line.strip())
        has_headline = any(_is_headline(other) for other in shape.lines[max(0, above - 6) : above])
        if len(line) > 100 or not (
            sure or (same_block and has_headline and len(line.split()) <= 8 and not _SENTENCE_END.search(line))
        ):
            break
        _credit(shape, above)
        top = above
    return top


def _credits_below(shape: _Shape, at: int) -> None:
    """A byline or agency that follows the date or the headline."""
    for below in range(at, min(len(shape.lines), at + 4)):
        line = (shape.lines[below] or "").strip()
        if not line:
            continue
        if len(line) > 100 or not (_BYLINE.match(line) or _AGENCY.fullmatch(line)) or _SENTENCE_END.search(line):
            break
        _credit(shape, below)


def _headline_above(shape: _Shape, top: int) -> None:
    """The last line above that is short and no sentence; one that was wrapped is joined."""
    for above in range(top - 1, -1, -1):
        line = shape.lines[above]
        if not line:
            continue
        if _is_headline(line):
            first = above
            while (
                first > 0
                and shape.lines[first - 1]
                and _is_headline(shape.lines[first - 1])
                and len(shape.lines[first - 1] or "") > 50
            ):
                first -= 1
            shape.take("headline", above, " ".join(text for text in shape.lines[first : above + 1] if text))
            shape.lines[first : above + 1] = [None] * (above + 1 - first)
            return


def _titled(shape: _Shape) -> None:
    """A headline without a date: a first line that is short, no sentence, and stands apart from the prose below it."""
    full = [at for at, line in enumerate(shape.lines) if line]
    if len(full) > 2 and _AGENCY.fullmatch((shape.lines[full[0]] or "").strip()) and _is_headline(shape.lines[full[1]]):
        _credit(shape, full.pop(0))
    if len(full) < 2:
        return
    at, after = full[0], full[1]
    next_line = (shape.lines[after] or "").strip()
    apart = after > at + 1 or bool(_BYLINE.match(next_line) or _AGENCY.fullmatch(next_line)) or len(next_line) > 120
    longest = max(len(shape.lines[n] or "") for n in full[1:])
    if _is_headline(shape.lines[at]) and apart and longest >= 40:
        shape.take("headline", at)
        _credits_below(shape, at + 1)


def _is_headline(line: str | None) -> bool:
    text = (line or "").strip()
    if not 3 <= len(text) <= _HEADLINE_CHARS or len(text.split()) > 25 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if _AGENCY.fullmatch(text) or _BYLINE.match(text) or _PRINTED.fullmatch(text):
        return False
    if text[0] in "*-•–>#([" or (text[0] in "\"“'‘«" and text[-1] in "\"”'’»"):
        return False
    if _SPOKEN.search(text):  # `"…," she said` is prose
        return False
    return not _SENTENCE_END.search(text) or bool(_ABBREVIATED.search(text))


def _paragraphs(lines: list[str | None]) -> list[str]:
    """The lines that are left as paragraphs. Wrapped lines are joined; short ones that stand alone stay apart."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line is None or not line.strip():
            blocks.append([])
        else:
            if line[:1] in " \t\u3000" and blocks[-1] and blocks[-1][-1][:1] not in " \t\u3000":
                blocks.append([])  # an indent begins a paragraph
            blocks[-1].append(line)
    out: list[str] = []
    for block in blocks:
        out.extend(text for part in _joined(block) if (text := one_line(part)))
    return out


def _joined(block: list[str]) -> Iterator[str]:
    """The block's paragraphs: a line goes on in the next where it is as long as wrapped lines are."""
    widest = max((len(line) for line in block), default=0)
    part: list[str] = []
    for line in block:
        part.append(line)
        wrapped = widest <= 120 and len(line) >= max(45, widest * 0.6)
        if not wrapped or (re.search(r"[.!?][\"'”’»)]*$", line) and len(line) < widest * 0.75):
            yield " ".join(part)
            part = []
    if part:
        yield " ".join(part)
