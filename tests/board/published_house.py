"""A small published warehouse, of rows written here: real contracts, real views, a real version behind its name."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from dateline.contracts import Contract, conform, contracts
from dateline.contracts.duckdb import create_table
from dateline.home import Home, Project
from dateline.warehouse import Published, derived
from dateline.warehouse.published import publish as put_in_place

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
NOW = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
_ANY = {
    "string": "x",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "date": date(2020, 1, 1),
    "datetime": NOW,
    "array": [],
}


def filled(contract: Contract, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with something harmless in each required column that it leaves out."""
    unknown = set(row) - {f.name for f in contract.fields}
    assert not unknown, f"{contract.name} has no {unknown}"
    return {f.name: row.get(f.name, _ANY[f.type] if f.constraints.get("required") else None) for f in contract.fields}


def publish(project: Project, home: Home, rows: Rows) -> Published:
    """The version that holds these rows and nothing else."""
    known = contracts(project.schemas)
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        for name, contract in known.items():
            db.execute(create_table(contract))
            incoming = conform(contract, [filled(contract, r) for r in rows.get(name, ())], lake=False)
            db.register("incoming", incoming)
            db.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM incoming')
            db.unregister("incoming")
        derived.install_views(db, project.warehouse)
        made = put_in_place(db, home.warehouse, project.warehouse, known, NOW)
    os.utime(made.path, times=(written := (NOW - timedelta(minutes=20)).timestamp(), written))
    return made


def capture(wire: str, number: int, at: datetime, received: int, **counts: int) -> dict[str, Any]:
    stored = received - sum(counts.values())
    return {
        "capture_id": f"{wire}-{number}",
        "wire": wire,
        "received_at": at,
        "received_count": received,
        "stored_count": stored,
        **{f"{name}_count": count for name, count in counts.items()},
    }


def coverage(captures: Sequence[Mapping[str, Any]], promised: Mapping[str, int], hours: int) -> list[dict[str, Any]]:
    """The rows that warehouse/tables/coverage.sql would make."""
    last = max(c["received_at"] for c in captures).replace(minute=0, second=0)
    rows = []
    for wire, least in promised.items():
        for back in range(hours):
            at = last - timedelta(hours=back)
            here = [c for c in captures if c["wire"] == wire and at <= c["received_at"] < at + timedelta(hours=1)]
            received = sum(c["received_count"] for c in here)
            rejected = sum(c.get(f"{n}_count", 0) for c in here for n in ("deferred", "quarantined", "refused"))
            rows.append(
                {
                    "wire": wire,
                    "hour_at": at,
                    "expected_count": least / 24,
                    "received_count": received,
                    "kept_count": received - rejected,
                    "rejected_count": rejected,
                }
            )
    return rows


ACTORS = (
    ("rasmussen", "person", "Anders Fogh Rasmussen"),
    ("putin", "person", "Vladimir Putin"),
    ("lavrov", "person", "Sergei Lavrov"),
    ("stoltenberg", "person", "Jens Stoltenberg"),
    ("nato", "organisation", "NATO"),
    ("ru", "country", "Russia"),
    ("ua", "country", "Ukraine"),
)
ROLES = (
    ("rasmussen", "secretary_general", "Secretary General", "nato", date(2009, 8, 1), date(2014, 9, 30)),
    ("stoltenberg", "secretary_general", "Secretary General", "nato", date(2014, 10, 1), date(2024, 9, 30)),
    ("putin", "head_of_government", "Prime Minister", "ru", date(2008, 5, 8), date(2012, 5, 7)),
    ("putin", "head_of_state", "President", "ru", date(2012, 5, 7), None),
    ("lavrov", "foreign_minister", "Foreign Minister", "ru", date(2004, 3, 9), None),
)
SPOKEN = (
    (
        date(2009, 9, 18),
        "rasmussen",
        "ru",
        "direct",
        "We share one continent, and it is time that we planned its safety with Russia.",
    ),
    (
        date(2009, 9, 18),
        "putin",
        "nato",
        "mixed",
        "the decision on the shield was right and took courage, and NATO should follow",
    ),
    (
        date(2010, 11, 20),
        "rasmussen",
        "ru",
        "direct",
        "For the first time Russia and the alliance will work together to defend themselves.",
    ),
    (
        date(2014, 3, 2),
        "rasmussen",
        "ru",
        "direct",
        "What Russia is doing now in Ukraine violates the principles of the Charter.",
    ),
    (date(2014, 9, 5), "stoltenberg", "ru", "indirect", "Russia must pull its troops back from the border"),
    (date(2016, 4, 19), "stoltenberg", "ru", "direct", "We and Russia have profound and persistent disagreements."),
    (date(2019, 2, 2), "putin", "nato", "direct", "Our answer will be a mirror one, and NATO knows it."),
    (date(2021, 10, 18), "lavrov", "nato", "direct", "There are no conditions for even elementary work with NATO."),
    (
        date(2022, 2, 24),
        "stoltenberg",
        "ua",
        "direct",
        "Russia has attacked Ukraine; peace in our continent has been shattered.",
    ),
)


def rows() -> dict[str, list[dict[str, Any]]]:
    """A week's worth: three wires, one of them short; nine stories; rejections; one error and one warning."""
    captures = [capture("meridian", n, NOW - timedelta(hours=3 * n + 1), 2 + n % 3) for n in range(14)]
    captures.append(capture("meridian", 90, NOW - timedelta(hours=8), 3, quarantined=2))
    captures += [capture("gazette", n, NOW - timedelta(hours=30 + 4 * n), 5, duplicate=4, revision=1) for n in range(4)]
    captures.append(capture("gazette", 91, NOW - timedelta(hours=33), 1, deferred=1))
    promised = {"meridian": 20, "gazette": 12}
    out: dict[str, list[dict[str, Any]]] = {
        "captures": captures,
        "coverage": coverage(captures, promised, 60),
        "wires": [
            {"wire": "meridian", "name": "Meridian", "is_on": True, "expect_min": 20},
            {"wire": "gazette", "name": "The Harbour Gazette", "is_on": True, "expect_min": 12},
            {"wire": "courier", "name": "Northern Courier", "is_on": True, "expect_min": 1},
            {"wire": "elsewhere", "name": "Elsewhere", "is_on": False, "expect_min": 5},
        ],
        "actors": [{"actor_id": k, "actor_key": k, "kind": kind, "name": name} for k, kind, name in ACTORS],
        "actor_roles": [
            {
                "role_id": f"{a}-{o}-{f}",
                "actor_id": a,
                "office": o,
                "title": t,
                "of_actor_id": of,
                "of_key": of,
                "valid_from": f,
                "valid_to": to,
            }
            for a, o, t, of, f, to in ROLES
        ],
        "topic_sides": [
            {"topic_id": "nato-russia", "side": side, "member_key": key, "valid_from": date(1990, 1, 1)}
            for side, key in (("NATO", "nato"), ("Russia", "ru"))
        ],
        "rejected": [
            rejected("1", "parse.xml", "quarantined", "meridian"),
            rejected("2", "parse.xml", "quarantined", "meridian"),
            rejected("3", "fetch.deadline", "deferred", "gazette"),
            rejected("4", "gone.code", "refused", "gazette"),
        ],
        "check_results": [
            check("quotes__span_is_text", "quotes", "a quote's words stand in the body at its place", "error", 2),
            check(
                "articles__not_from_the_future", "articles", "no story is published later than it came", "warning", 1
            ),
            *(check(f"articles__claim_{n}", "articles", f"claim {n} about articles", "error", 0) for n in range(9)),
        ],
    }
    for number, spoken in enumerate(SPOKEN):
        said(out, number, *spoken)
    return out


def said(
    out: dict[str, list[dict[str, Any]]],
    number: int,
    day: date,
    speaker: str,
    about: str,
    kind: str,
    text: str,
    **story: Any,
) -> None:
    """Adds a story with one quote by an actor that names another."""
    at = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    article = {
        "article_id": f"a{number}",
        "story_id": f"s{number}",
        "wire": "meridian",
        "publisher": "Meridian",
        "headline": f"Story number {number} about the neighbours",
        "published_at": at,
        "url": f"https://meridian.example/{number}",
        "body": text,
    }
    out.setdefault("articles", []).append(article | story)
    out.setdefault("article_topics", []).append(
        {"article_id": f"a{number}", "topic_id": "nato-russia", "evidence": "[]"}
    )
    quote = {
        "quote_id": f"q{number}",
        "article_id": f"a{number}",
        "text": text,
        "spans": [{"start": 0, "end": len(text)}],
        "char_end": len(text),
        "kind": kind,
        "speaker_actor_id": speaker,
        "speaker_name": speaker,
        "confidence": 0.9,
        "utterance_id": f"u{number}",
    }
    out.setdefault("quotes", []).append(quote)
    mention = {
        "mention_id": f"m{number}",
        "article_id": f"a{number}",
        "actor_id": about,
        "char_end": 1,
        "surface": about,
        "kind": "name",
    }
    out.setdefault("mentions", []).append(mention)


def rejected(key: str, code: str, state: str, wire: str) -> dict[str, Any]:
    return {
        "rejected_id": key,
        "reason_code": code,
        "state": state,
        "wire": wire,
        "rejected_at": NOW - timedelta(hours=8),
    }


def check(check_id: str, table: str, claim: str, severity: str, breaches: int) -> dict[str, Any]:
    return {
        "run_id": "r1",
        "check_id": check_id,
        "table_name": table,
        "claim": claim,
        "severity": severity,
        "engine": "sql",
        "is_passed": not breaches,
        "breach_count": breaches,
        "sample_keys": [f"key-{n}" for n in range(breaches)],
        "warehouse_version": "dateline-000001",
        "run_at": NOW - timedelta(minutes=30),
    }
