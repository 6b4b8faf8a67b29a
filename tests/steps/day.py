"""A day of three wires: ten stories in four versions each, as files in the formats in which agencies send them.

The Echo (ninjs) prints what Meridian (NITF) and the Bulletin (NewsML-G2) send, between a first and a last paragraph of
its own. Two stories are withdrawn with their fourth version, each as its format says it, and one is under embargo.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from dateline import steps
from dateline.extract import Reader
from dateline.home import Home
from dateline.warehouse import open_published, query
from dateline.yamlfile import read
from tests.conftest import ROOT
from tests.steps.own_sources import desk_with

MORNING = datetime(2024, 3, 1, 6, tzinfo=UTC)
NOON = MORNING + timedelta(hours=6)
EMBARGO = MORNING + timedelta(hours=12)
LAST = 4
WIRES = {
    "meridian": (ROOT / "sources" / "meridian.yml").read_text("utf-8"),
    "bulletin": "name: The Bulletin\npublisher: The Bulletin\nagency: Bulletin\nformat: newsml_g2\ninbox: {}\n",
    "echo": "name: Harbour Echo\npublisher: Harbour Echo\nformat: ninjs\ninbox: {}\n",
}
AGENCIES = {"meridian": "Meridian", "bulletin": "Bulletin"}
LETTER = "The Harbour Letter is a newsletter for those who rise before the first ferry."


@dataclass(frozen=True)
class Story:
    """A story of one wire. `withdrawn` is why it is, with its last version; `original` the wire it was copied from."""

    key: str
    wire: str
    place: str
    headlines: tuple[str, str]
    text: tuple[str, ...]
    minute: int
    withdrawn: str | None = None
    is_held: bool = False
    original: str | None = None


@dataclass(frozen=True)
class Sent:
    """One version of a story."""

    story: Story
    version: int

    @property
    def is_last(self) -> bool:
        return self.version == LAST

    @property
    def reason(self) -> str | None:
        """Why its sender takes the story back with this version."""
        return self.story.withdrawn if self.is_last else None

    @property
    def headline(self) -> str:
        return self.story.headlines[self.version >= 3]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """A version has a paragraph more than the one before."""
        own = self.story.text[: self.version + 2]
        if self.story.wire == "echo":
            first = f"The Echo's desk has looked for the place called {self.story.place.title()} on its oldest map."
            own = (first, *own, LETTER)
        return own

    @property
    def issued(self) -> datetime:
        return MORNING + timedelta(minutes=self.story.minute + 40 * (self.version - 1))

    @property
    def file(self) -> tuple[str, str]:
        """The name and the text of the file."""
        make, ending = {"meridian": (_nitf, "xml"), "bulletin": (_newsml_g2, "xml"), "echo": (_ninjs, "json")}[
            self.story.wire
        ]
        return f"{self.story.key}-{self.version}.{ending}", make(self)


def stories() -> list[Story]:
    """The ten: those of day.yml, and the Echo's copies, which it has five minutes later."""
    told = read(Path(__file__).with_name("day.yml")).data
    own = [
        Story(
            key, one["wire"], one["place"], tuple(one["headlines"]), tuple(one["text"]), 10 * number,
            one.get("withdrawn"), one.get("held", False),
        )
        for number, (key, one) in enumerate(told.items())
    ]  # fmt: skip
    copies = [
        replace(
            one, key=f"echo-{one.key}", wire="echo", minute=one.minute + 5, withdrawn=None, original=one.wire,
            headlines=(f"{one.place.title()} in the news", f"More of {one.place.title()}"),
        )
        for one in own
        if told[one.key].get("copied")
    ]  # fmt: skip
    return own + copies


def sent() -> list[Sent]:
    """The forty versions."""
    return [Sent(story, version) for story in stories() for version in range(1, LAST + 1)]


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def _p(paragraphs: Iterable[str]) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _nitf(one: Sent) -> str:
    """A withdrawal is a management-status and a note to clients; the text is sent along with it."""
    status = "canceled" if one.reason else "usable"
    note = f'<ed-msg msg-type="withdrawal" info={quoteattr(one.reason)}/>' if one.reason else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><docdata management-status="{status}"><doc-id id-string="urn:meridian:{one.story.key}"/>
<du-key version="{one.version}"/><date.issue norm="{_stamp(one.issued)}"/>{note}</docdata></head>
<body><body.head><hedline><hl1>{escape(one.headline)}</hl1></hedline><distributor>Meridian</distributor></body.head>
<body.content>{_p([f"{one.story.place}, March 1 (Meridian) - {one.paragraphs[0]}", *one.paragraphs[1:]])}</body.content>
</body></nitf>"""


def _newsml_g2(one: Sent) -> str:
    """A withdrawal is a pubStatus, and its reason stands where the text stood."""
    text = [one.reason] if one.reason else one.paragraphs
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:bulletin:{one.story.key}" version="{one.version}"
 standard="NewsML-G2" standardversion="2.20" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="nprov:Bulletin"/><versionCreated>{one.issued.isoformat()}</versionCreated>
<firstCreated>{(MORNING + timedelta(minutes=one.story.minute)).isoformat()}</firstCreated>
<pubStatus qcode="stat:{"canceled" if one.reason else "usable"}"/></itemMeta>
<contentMeta><headline>{escape(one.headline)}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
{_p(text)}</body></html></inlineXML></contentSet></newsItem>"""


def _ninjs(one: Sent) -> str:
    """An embargo is a time, in every version alike."""
    said = {
        "uri": f"urn:echo:{one.story.key}",
        "type": "text",
        "version": str(one.version),
        "pubstatus": "usable",
        "firstcreated": (MORNING + timedelta(minutes=one.story.minute)).isoformat(),
        "versioncreated": one.issued.isoformat(),
        "language": "en",
        "headline": one.headline,
        "body_xhtml": _p(one.paragraphs),
    }
    if one.story.is_held:
        said["embargoed"] = EMBARGO.isoformat()
    if one.story.original:
        said["infosource"] = [{"name": AGENCIES[one.story.original]}]
    return json.dumps(said)


def arrivals(seed: int) -> list[list[Sent]]:
    """The forty in a random order, a few of them sent twice, in one to three batches."""
    luck = random.Random(seed)
    order = luck.sample(sent(), 40)
    for again in luck.sample(order, 4):
        order.insert(luck.randrange(len(order) + 1), again)
    cuts = sorted(luck.sample(range(1, len(order)), luck.randrange(3)))
    return [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]


class House:
    """A data home, its desk, and the desk's clock, which stands where it is put."""

    def __init__(self, folder: Path, reader: Reader | None = None) -> None:
        self.home = Home(folder / "var")
        self.now = MORNING + timedelta(hours=3)
        self.desk = desk_with(folder / "project", self.home, lambda: self.now, WIRES)
        if reader is not None:
            vars(self.desk)["reader"] = reader  # what one desk has read stays in its reader, as in one long run
        self.count = 0

    def drop(self, one: Sent) -> None:
        """A file in its wire's inbox, written aside and renamed; no two have one name or one time."""
        self.count += 1
        inbox = self.home.inbox / one.story.wire
        inbox.mkdir(parents=True, exist_ok=True)
        name, text = one.file
        aside = inbox / f".{name}.part"
        aside.write_text(text, "utf-8")
        at = (self.now - timedelta(minutes=1)).timestamp() + self.count / 1000
        os.utime(aside, (at, at))
        aside.replace(inbox / f"{self.count:03}-{name}")

    def take(self, came: Iterable[Sent]) -> None:
        """A batch, from the inboxes into the lake as one run of the main job takes it."""
        for one in came:
            self.drop(one)
        for wire in WIRES:
            steps.ingest(self.desk, wire)
        steps.refine(self.desk)
        self.now += timedelta(minutes=1)

    def load(self, at: datetime) -> None:
        """What is known is published as of that moment."""
        self.now = at
        steps.load(self.desk)

    def asked(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a question gives."""
        with open_published(self.home.warehouse) as con:
            return [tuple(row.values()) for row in query(con, sql).to_pylist()]
