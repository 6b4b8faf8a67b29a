"""The authority widened by Wikidata: what files or the query service say, laid upon what is written by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dateline import fetch, lake
from dateline.errors import Permanent
from dateline.extract.authority.build import layer, parts
from dateline.extract.authority.imported import ignored_rows, widened
from dateline.extract.authority.merge import laid_upon
from dateline.extract.authority.model import Parts
from dateline.extract.authority.offices import Offices
from dateline.extract.authority.render import files
from dateline.formats.wikidata import Facts
from dateline.steps.actors_files import answer_facts, facts_of
from dateline.steps.desk import Desk


def import_actors(desk: Desk, paths: Sequence[Path], retrieved_on: date, *, is_dry: bool = False) -> dict[str, Any]:
    """What files of Wikidata's JSON brought: {"is_new", "persons", "organisations", "terms", "ignored", "refused",
    "unreadable"}. The same files again bring nothing. With `is_dry` nothing is written.

    Raises UsageError for a file that is no JSON of Wikidata's; Busy while another import runs.
    """
    with desk.ledger.lease("actors", clock=desk.clock):
        hand = parts(desk.project.vocabulary / "actors")
        facts = facts_of(paths, Offices(hand).may_be, desk.tell)
        return _taken(desk, hand, facts, retrieved_on, is_dry)


def refresh_actors(desk: Desk, address: str, query: Path | None = None, *, is_dry: bool = False) -> dict[str, Any]:
    """The same of what the query service at `address` answers today to a query (wikidata.rq beside the authority).

    Raises Transient without a network, or when the service is busy.
    """
    asking = (query or desk.project.vocabulary / "actors" / "wikidata.rq").read_text(encoding="utf-8")
    with desk.ledger.lease("actors", clock=desk.clock):
        desk.tell(f"asking {fetch.masked(address)}; this may take a minute")
        body = fetch.asked(address, asking, desk.resolve, desk.clock)
        facts = answer_facts(body, fetch.masked(address))
        return _taken(desk, parts(desk.project.vocabulary / "actors"), facts, desk.clock().date(), is_dry)


def imported_actors(desk: Desk) -> dict[str, Any]:
    """What the imports have brought so far, and which of it is not used: {"persons", "organisations", "terms",
    "refused"}. Facts come to be refused when a file of the checkout says something else than it did at the import."""
    hand = parts(desk.project.vocabulary / "actors")
    made = parts(desk.project.vocabulary / "actors", desk.home.imported_actors)
    return {**_news(hand, made), "refused": [asdict(refusal) for refusal in made.refused]}


def _taken(desk: Desk, hand: Parts, facts: Facts, on: date, is_dry: bool) -> dict[str, Any]:
    before = _before(desk, hand)
    made, draft = widened(hand, before, facts, f"retrieved {on.isoformat()}")
    texts = files(hand, made)
    _check(hand, made, texts)
    known = laid_upon(hand, before, "")
    is_new = False if is_dry else lake.keep_import(desk.home, texts)
    return {
        "is_new": is_new,
        **_news(known, made),
        "ignored": ignored_rows(draft.ignored.items()),
        "refused": [asdict(refusal) for refusal in made.refused],
        "unreadable": facts.unreadable,
    }


def _before(desk: Desk, hand: Parts) -> Parts:
    """What was imported before; nothing at first."""
    folder = desk.home.imported_actors
    if folder.is_dir():
        return layer(folder.resolve(), hand)
    with tempfile.TemporaryDirectory() as nothing:
        return layer(Path(nothing), hand)


def _check(hand: Parts, made: Parts, texts: dict[str, str]) -> None:
    """Reads the files back before they are used. Raises Permanent when they do not say what was meant."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        read = laid_upon(hand, layer(Path(folder), hand), "")
    if read.refused or set(read.roles) != set(made.roles) or set(read.actors) != set(made.actors):
        odd = [refusal.subject for refusal in read.refused] or sorted(set(read.actors) ^ set(made.actors))
        raise Permanent("the import", expected="files that read back as they were meant", found=", ".join(odd)[:200])


def _news(old: Parts, made: Parts) -> dict[str, list[str]]:
    """What is there now and was not, or not so: keys of actors, terms in words."""
    changed = [actor for key, actor in made.actors.items() if old.actors.get(key) != actor]
    there = set(old.roles)
    return {
        "persons": sorted(actor.key for actor in changed if actor.kind == "person"),
        "organisations": sorted(actor.key for actor in changed if actor.kind == "organisation"),
        "terms": sorted(
            f"{role.actor}: {role.office} of {role.of}, {role.valid_from} to {role.valid_to or 'now'}"
            for role in made.roles
            if role not in there
        ),
    }
