"""Answers in the form of Wikidata's own, small and written here: the facts are true, the ids of persons made up.

Ids of states, sexes and properties are Wikidata's; those of persons and positions begin at Q900000001.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

Binding = dict[str, dict[str, str]]
ENTITY = "http://www.wikidata.org/entity/"
MALE, FEMALE = "Q6581097", "Q6581072"
NZ, EE, GB, US_GEORGIA = "Q664", "Q191", "Q145", "Q1428"
PM_NZ, PM_EE, FM_NZ, MAYOR = "Q900000101", "Q900000102", "Q900000103", "Q900000104"
ARDERN, HIPKINS, LUXON, KALLAS = "Q900000001", "Q900000002", "Q900000003", "Q900000004"


def uri(qid: str) -> dict[str, str]:
    return {"type": "uri", "value": ENTITY + qid}


def text(value: str, language: str = "en") -> dict[str, str]:
    return {"type": "literal", "value": value, "xml:lang": language}


def day(value: str) -> dict[str, str]:
    return {"type": "literal", "value": f"{value}T00:00:00Z", "datatype": "http://www.w3.org/2001/XMLSchema#dateTime"}


def number(value: int) -> dict[str, str]:
    return {"type": "literal", "value": str(value), "datatype": "http://www.w3.org/2001/XMLSchema#integer"}


def row(
    person: str,
    label: str,
    position: str,
    title: str,
    place: tuple[str, str, str],
    start: str | None,
    end: str | None = None,
    *,
    sex: str = FEMALE,
    precision: int = 11,
    **more: dict[str, str],
) -> Binding:
    """One row of an answer; `place` is id, ISO code and label of the jurisdiction."""
    found: Binding = {
        "person": uri(person),
        "personLabel": text(label),
        "sex": uri(sex),
        "country": uri(place[0]),
        "statement": {"type": "uri", "value": f"{ENTITY}statement/{person}-{position}-{start}"},
        "position": uri(position),
        "positionLabel": text(title),
        "jurisdiction": uri(place[0]),
        "jurisdictionLabel": text(place[2]),
    }
    if place[1]:
        found["jurisdictionCode"] = {"type": "literal", "value": place[1]}
    if start:
        found |= {"start": day(start), "startPrecision": number(precision)}
    if end:
        found |= {"end": day(end), "endPrecision": number(precision)}
    return found | more


NEW_ZEALAND = (NZ, "NZ", "New Zealand")
ESTONIA = (EE, "EE", "Estonia")
PM = "Prime Minister of New Zealand"
HOLDERS: list[Binding] = [
    row(ARDERN, "Jacinda Ardern", PM_NZ, PM, NEW_ZEALAND, "2017-10-26", "2023-01-25",
        name=text("Джасинда Ардерн", "ru")),
    row(ARDERN, "Jacinda Ardern", PM_NZ, PM, NEW_ZEALAND, "2017-10-26", "2023-01-25", name=text("Jacinda Kate Ardern")),
    row(HIPKINS, "Chris Hipkins", PM_NZ, PM, NEW_ZEALAND, "2023-01-25", "2023-11-27", sex=MALE),
    row(LUXON, "Christopher Luxon", PM_NZ, PM, NEW_ZEALAND, "2023-11-27", sex=MALE),
    row(KALLAS, "Kaja Kallas", PM_EE, "Prime Minister of Estonia", ESTONIA, "2021-01-26", "2024-07-23",
        name=text("Кая Каллас", "ru")),
    row(HIPKINS, "Chris Hipkins", MAYOR, "Leader of the House", NEW_ZEALAND, "2017-10-26", "2020-11-06", sex=MALE),
]  # fmt: skip


def answer(rows: Iterable[Binding] = HOLDERS) -> bytes:
    """The rows as application/sparql-results+json."""
    listed = list(rows)
    names = list(dict.fromkeys(name for one in listed for name in one))
    return json.dumps({"head": {"vars": names}, "results": {"bindings": listed}}).encode()


def snak(value: Any) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": value}}


def item(qid: str) -> dict[str, Any]:
    return snak({"entity-type": "item", "id": qid})


def time(written: str, precision: int = 11) -> dict[str, Any]:
    return snak(
        {"time": f"+{written}T00:00:00Z", "precision": precision, "calendarmodel": f"{ENTITY}Q1985727", "timezone": 0}
    )


def claim(main: dict[str, Any], **qualifiers: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"mainsnak": main, "rank": "normal", "type": "statement"}
    return found | ({"qualifiers": {name: [value] for name, value in qualifiers.items()}} if qualifiers else {})


def entity(qid: str, label: str, claims: dict[str, list[dict[str, Any]]], **names: str) -> dict[str, Any]:
    labels = {language: {"language": language, "value": name} for language, name in {"en": label, **names}.items()}
    return {"type": "item", "id": qid, "labels": labels, "aliases": {}, "claims": claims}


def person(qid: str, label: str, sex: str, state: str, held: list[dict[str, Any]], **names: str) -> dict[str, Any]:
    claims = {"P31": [claim(item("Q5"))], "P21": [claim(item(sex))], "P27": [claim(item(state))], "P39": held}
    return entity(qid, label, claims, **names)


ENTITIES: list[dict[str, Any]] = [
    entity(NZ, "New Zealand", {"P297": [claim(snak("NZ"))]}),
    entity(PM_NZ, PM, {"P31": [claim(item("Q4164871"))], "P1001": [claim(item(NZ))]}),
    entity(FM_NZ, "Minister of Foreign Affairs", {"P17": [claim(item(NZ))]}),
    person(
        ARDERN, "Jacinda Ardern", FEMALE, NZ,
        [claim(item(PM_NZ), P580=time("2017-10-26"), P582=time("2023-01-25"))], ru="Джасинда Ардерн",
    ),
    person(
        "Q900000005", "Winston Peters", MALE, NZ,
        [
            claim(item(FM_NZ), P580=time("2023-11-27")),
            claim(item(MAYOR), P580=time("2005-10-19")),
        ],
    ),
    entity("Q900000201", "Pacific Islands Forum",
           {"P31": [claim(item("Q245065"))], "P1813": [claim(snak({"text": "PIF", "language": "en"}))]}),
]  # fmt: skip


def entities_answer() -> bytes:
    """The entities as Special:EntityData and wbgetentities give them."""
    return json.dumps({"entities": {one["id"]: one for one in ENTITIES}}).encode()


def dump() -> bytes:
    """The entities as the full dump has them: an array with one a line."""
    return b"[\n" + b",\n".join(json.dumps(one, separators=(",", ":")).encode() for one in ENTITIES) + b"\n]\n"
