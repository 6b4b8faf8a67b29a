"""The wires we listen to, one file each in sources/. Reads YAML; touches nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.errors import ConfigError
from dateline.yamlfile import Document, read

PULLS = ("rss",)


@dataclass(frozen=True)
class Wire:
    """One stream of stories. Every value comes from `sources/<id>.yml`."""

    id: str
    name: str
    publisher: str
    """Whose outlet this is, as readers know it."""
    format: str
    """A module of `dateline.formats`: what the payloads are."""
    zone: str = "UTC"
    """IANA zone of dates that name none."""
    language: str = "en"
    agency: str | None = None
    """The agency whose copy this is, when the wire is an agency's own."""
    licence: str = ""
    homepage: str = ""
    country: str | None = None
    url: str | None = None
    """What is pulled; None for an inbox."""
    every: timedelta = timedelta(minutes=30)
    follow: str | None = None
    """Format of the pages a feed's entries lead to; None when the feed holds the stories itself."""
    expect_min: int = 0
    """Stories a day below which something is broken."""
    expect_max: int | None = None
    """Stories a day above which something is odd."""
    on: bool = True
    verified_on: str | None = None
    date_formats: tuple[str, ...] = ()
    """strptime patterns of dates this wire prints, tried before the general ones."""
    boilerplate: tuple[str, ...] = ()
    """Sentences or lines the wire puts on every page; compared without case and white space."""
    not_boilerplate: tuple[str, ...] = ()
    """Lines that are never taken for boilerplate, however often they recur."""
    ignore: tuple[str, ...] = ()
    """Fields of the format that are known and not wanted."""
    file: str = field(default="", compare=False)

    @property
    def is_inbox(self) -> bool:
        return self.url is None


_PLAIN = ("name", "publisher", "format", "language", "agency", "licence", "homepage", "country")
_LISTS = ("date_formats", "boilerplate", "not_boilerplate", "ignore")
_NAMES = {"id", "zone", "pull", "inbox", "expect", "on", "verified_on", *_PLAIN, *_LISTS}
_PULL = {"by", "url", "every", "follow"}
_EXPECT = {"per_day"}


def wires(folder: Path, switches: Mapping[str, bool] | None = None) -> dict[str, Wire]:
    """Every wire by id, in order of id. `switches` (wire id → on) overrules `on` of the files.

    Raises ConfigError naming file and line for anything unknown, missing or ill-formed.
    """
    found = {path.stem: _wire(path) for path in sorted(folder.glob("*.yml"))}
    if not found:
        raise ConfigError(f"no wire in {folder}", expected="at least one .yml file")
    if not switches:
        return found
    return {k: replace(w, on=switches.get(k, w.on)) for k, w in found.items()}


def _wire(path: Path) -> Wire:
    doc = read(path)
    doc.only(_NAMES)
    for name in ("name", "publisher", "format"):
        doc.require(name)
    data = doc.data
    if ("pull" in data) == ("inbox" in data):
        raise doc.error("pull" if "pull" in data else None, expected="exactly one of `pull` and `inbox`")
    if data.get("id", path.stem) != path.stem:
        raise doc.error("id", expected=f"the file's own name, {path.stem}", found=str(data["id"]))
    values: dict[str, Any] = {k: data[k] for k in _PLAIN if k in data}
    values |= {k: tuple(data.get(k) or ()) for k in _LISTS}
    values |= _pull(doc) | _expect(doc)
    if not isinstance(data.get("on", True), bool):
        raise doc.error("on", expected="true or false", found=str(data["on"]))
    verified_on = str(data["verified_on"]) if data.get("verified_on") else None
    return Wire(
        id=path.stem, zone=_zone(doc), on=data.get("on", True), verified_on=verified_on, file=str(path), **values
    )


def _zone(doc: Document) -> str:
    name = str(doc.data.get("zone", "UTC"))
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise doc.error("zone", expected="an IANA zone such as Europe/London", found=name) from error
    return name


def _pull(doc: Document) -> dict[str, Any]:
    if "pull" not in doc.data:
        return {}
    pull = doc.section("pull", _PULL)
    if pull.get("by") not in PULLS:
        raise doc.error("pull", expected=f"`by` one of {', '.join(PULLS)}", found=str(pull.get("by")))
    url = str(pull.get("url", ""))
    if not url.startswith(("http://", "https://")):
        raise doc.error("pull", expected="`url` beginning with http:// or https://", found=url or "nothing")
    out: dict[str, Any] = {"url": url, "follow": pull.get("follow")}
    if "every" in pull:
        out["every"] = _duration(doc, str(pull["every"]))
    return out


def _duration(doc: Document, text: str) -> timedelta:
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
    number, unit = text[:-1], text[-1:]
    if not number.isdigit() or unit not in units or int(number) < 1:
        raise doc.error("pull", expected="`every` as a number with s, m, h or d, such as 15m", found=text)
    return timedelta(**{units[unit]: int(number)})


def _expect(doc: Document) -> dict[str, Any]:
    if "expect" not in doc.data:
        return {}
    span = doc.section("expect", _EXPECT).get("per_day")
    if not (
        isinstance(span, list) and len(span) == 2 and all(isinstance(n, int) for n in span) and 0 <= span[0] <= span[1]
    ):
        raise doc.error("expect", expected="`per_day: [least, most]`", found=str(span))
    return {"expect_min": span[0], "expect_max": span[1]}


def wire(known: Mapping[str, Wire], name: str) -> Wire:
    """The wire of that id. Raises ConfigError with the nearest names."""
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 3)
    raise ConfigError(
        f"no wire is called {name!r}", todo=f"Did you mean {', '.join(near)}?" if near else "See `dateline wires list`."
    )
