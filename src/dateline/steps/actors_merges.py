"""Actors of the texts merged by hand, and taken apart again: what is decided lies in the data home, not in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline import lake
from dateline.errors import Busy, UsageError
from dateline.payload import natural_id
from dateline.steps.desk import Desk
from dateline.steps.load import load, merge_row
from dateline.warehouse import open_published, query

_KNOWN = """
SELECT actor_id, actor_key, kind, name, is_in_authority
FROM actors
WHERE actor_id = $1 OR actor_key = $1 OR lower(name) = lower($1)
ORDER BY actor_key
"""


def merges(desk: Desk) -> list[dict[str, Any]]:
    """Every merge in the order they were made, undone ones too: the rows of the table actor_merges."""
    return [merge_row(row) for row in lake.merges(desk.home)]


def merge_actors(desk: Desk, kept: str, merged: str, because: str, by: str) -> dict[str, Any]:
    """The merge, now in force, with the published "version" (None while another load runs: the next one heeds it).

    Actors are named by id, key or name as in the table actors. `because` is the evidence; without it there is no merge.
    Raises UsageError when a name means none or several, when the merged one is in the authority, when both are of
    another kind, or when one of them is merged already.
    """
    evidence = " ".join(because.split())
    if not 0 < len(evidence) <= 500:
        raise UsageError("--because", expected="the evidence in at most 500 characters", found=f"{len(evidence)}")
    with desk.ledger.lease("actors", clock=desk.clock):
        rows = lake.merges(desk.home)
        one, other = (_actor(desk, rows, named) for named in (kept, merged))
        _refuse(one, other)
        now = desk.clock().isoformat()
        row = {
            "merge_id": natural_id("merge", one["actor_id"], other["actor_id"], now),
            "actor_id": one["actor_id"],
            "actor_key": one["actor_key"],
            "actor_name": one["name"],
            "actor_kind": one["kind"],
            "merged_actor_id": other["actor_id"],
            "merged_actor_key": other["actor_key"],
            "merged_actor_name": other["name"],
            "evidence": evidence,
            "merged_at": now,
            "merged_by": " ".join(by.split())[:100] or "unknown",
            "undone_at": None,
        }
        lake.keep_merges(desk.home, [*rows, row])
    return {**row, "version": _loaded(desk)}


def unmerge_actors(desk: Desk, named: str) -> dict[str, Any]:
    """The merge that was undone, with the published "version": the rows are as they were before it.

    `named` is the id, key or name of the actor that was merged, or of the one it was merged into. Raises UsageError
    when no merge, or more than one, is meant.
    """
    with desk.ledger.lease("actors", clock=desk.clock):
        rows = lake.merges(desk.home)
        active = [row for row in rows if row["undone_at"] is None]
        found = [row for row in active if _is_called(row, "merged_actor", named)]
        found = found or [row for row in active if _is_called(row, "actor", named)]
        if len(found) != 1:
            listed = ", ".join(row["merged_actor_key"] for row in (found or active)) or "none"
            raise UsageError(
                f"a merge of {named!r}",
                expected="exactly one",
                found=str(len(found)),
                todo=f"Name the merged actor: {listed}. See `dateline actors merges`.",
            )
        undone = {**found[0], "undone_at": desk.clock().isoformat()}
        lake.keep_merges(desk.home, [undone if row is found[0] else row for row in rows])
    return {**undone, "version": _loaded(desk)}


def _loaded(desk: Desk) -> str | None:
    try:
        return str(load(desk)["version"])
    except Busy:
        return None


def _is_called(row: Mapping[str, Any], whose: str, named: str) -> bool:
    return named in (row[f"{whose}_id"], row[f"{whose}_key"]) or named.casefold() == row[f"{whose}_name"].casefold()


def _actor(desk: Desk, rows: Iterable[Mapping[str, Any]], named: str) -> dict[str, Any]:
    """The one actor of that id, key or name. One that is merged is no actor of its own any more."""
    for row in rows:
        if row["undone_at"] is None and _is_called(row, "merged_actor", named):
            raise UsageError(
                named,
                expected="an actor that is not merged",
                found=f"one merged into {row['actor_key']}",
                todo=f"Name that one, or undo it: `dateline actors unmerge {row['merged_actor_key']}`.",
            )
    with open_published(desk.home.warehouse) as con:
        found: list[dict[str, Any]] = query(con, _KNOWN, [named]).to_pylist()
    exact = [actor for actor in found if named in (actor["actor_id"], actor["actor_key"])] or found
    if len(exact) != 1:
        keys = ", ".join(actor["actor_key"] for actor in exact)
        raise UsageError(
            f"an actor {named!r}",
            expected="exactly one in the table actors",
            found=keys or "none",
            todo="Name it by its actor_key.",
        )
    return exact[0]


def _refuse(kept: Mapping[str, Any], merged: Mapping[str, Any]) -> None:
    subject = f"{merged['actor_key']} into {kept['actor_key']}"
    if kept["actor_id"] == merged["actor_id"]:
        raise UsageError(subject, expected="two actors", found="one")
    if merged["is_in_authority"]:
        raise UsageError(
            subject,
            expected="an actor seen only in texts (local:…) to be merged",
            found="one of the authority",
            todo="Merge the other way round; two of the authority are one only if its files say so.",
        )
    if kept["kind"] != merged["kind"]:
        raise UsageError(subject, expected="two of one kind", found=f"{merged['kind']} and {kept['kind']}")
