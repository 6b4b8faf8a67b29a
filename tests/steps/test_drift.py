"""C46: a field that is new, missing or of another type, at the sender's and in our own contracts."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from dateline import steps
from dateline.home import Home, Project
from dateline.warehouse import published
from tests.steps.test_faults import CLOCK, asked, drop, hashes

STORY = {
    "uri": "urn:drift:1", "headline": "Ferry sails again", "byline": "Ann Example", "urgency": 4,
    "versioncreated": "2019-06-06T10:00:00Z",
    "body_text": "The ferry sailed again on Thursday after nine years. The crossing takes forty minutes.",
}  # fmt: skip


@pytest.fixture
def ruled(project: Project, tmp_path: Path) -> Path:
    """A project with a wire in JSON, whose contracts may be changed."""
    copy = tmp_path / "project"
    for name in ("schemas", "warehouse", "sources"):
        shutil.copytree(project.root / name, copy / name)
    (copy / "sources" / "drifting.yml").write_text("name: D\npublisher: D\nformat: ninjs\ninbox: true\n")
    return copy


def send(home: Home, ruled: Path, *items: dict[str, Any]) -> list[str]:
    """What was told while these items went all the way."""
    inbox = home.inbox / "drifting"
    inbox.mkdir(parents=True, exist_ok=True)
    for number, item in enumerate(items):
        path = inbox / f"{item['uri'][-1]}{number}.json"
        path.write_text(json.dumps(item))
        os.utime(path, (1_700_000_000, 1_700_000_000))
    said: list[str] = []
    desk = steps.desk(
        {"DATELINE_HOME": str(home.root), "DATELINE_PROJECT": str(ruled)}, clock=lambda: CLOCK, tell=said.append
    )
    steps.ingest(desk, "drifting")
    steps.refine(desk)
    steps.load(desk)
    return said


def balance(home: Home) -> bool:
    ends = "stored_count + revision_count + duplicate_count + deferred_count + quarantined_count + refused_count"
    return asked(home, f"SELECT 1 FROM captures WHERE received_count <> {ends}") == []


def test_c46_a_new_field_is_told_and_the_story_loaded(home: Home, ruled: Path) -> None:
    send(home, ruled, STORY)
    said = send(home, ruled, STORY | {"uri": "urn:drift:2", "mood": "calm"})
    assert [line for line in said if "fields that nobody reads: mood (1)" in line]
    (row,) = asked(home, "SELECT headline, evidence FROM articles WHERE guid = 'urn:drift:2'")
    assert json.loads(row["evidence"])["unread"] == "mood"
    assert asked(home, "SELECT 1 FROM rejected") == [] and balance(home)


def test_c46_a_missing_field_is_null_and_the_story_loaded(home: Home, ruled: Path) -> None:
    send(home, ruled, {name: value for name, value in STORY.items() if name not in ("byline", "versioncreated")})
    (row,) = asked(home, "SELECT byline, published_at, date_status FROM articles")
    assert row == {"byline": None, "published_at": None, "date_status": "missing"}


def test_c46_a_retyped_field_is_quarantined_and_what_was_good_is_served(home: Home, ruled: Path) -> None:
    send(home, ruled, STORY)
    before = asked(home, "SELECT article_id, headline, body FROM articles")
    retyped = ("headline", "body_text", "byline", "urgency", "versioncreated")
    send(home, ruled, *(STORY | {"uri": f"urn:drift:{n}", field: {"text": "x"}} for n, field in enumerate(retyped, 2)))
    assert asked(home, "SELECT article_id, headline, body FROM articles") == before
    rows = asked(home, "SELECT reason_code, state, detail FROM rejected ORDER BY detail")
    assert {(row["reason_code"], row["state"]) for row in rows} == {("schema.drift", "quarantined")}
    assert [row["detail"].partition(":")[0] for row in rows] == sorted(f"/{field}" for field in retyped)
    assert balance(home)


def test_c46_another_contract_is_refined_first_and_the_last_good_version_served(
    project: Project, home: Home, ruled: Path
) -> None:
    environ = {"DATELINE_HOME": str(home.root), "DATELINE_PROJECT": str(ruled)}
    drop(project, home)
    first = steps.desk(environ, clock=lambda: CLOCK)
    steps.ingest(first, "meridian")
    steps.refine(first)
    version = steps.load(first)["version"]
    before = hashes(home)
    contract = ruled / "schemas" / "article_versions.yml"
    field = "  - {name: mood, type: string, description: What the sender says of it., source: formats/}\n"
    contract.write_text(contract.read_text("utf-8") + field)
    said: list[str] = []
    second = steps.desk(environ, clock=lambda: CLOCK, tell=said.append)
    early = steps.load(second)
    assert {fault["code"] for fault in early["faults"]} == {"schema.drift"} and "mood" in early["faults"][0]["detail"]
    assert early["version"] == version and not early["is_new"] and published(home.warehouse).name == version
    assert hashes(home) == before and [line for line in said if "nothing is published" in line]
    assert steps.refine(second)["refined"] == 1
    done = steps.load(second)
    assert done["is_new"] and done["faults"] == []
    assert asked(home, "SELECT DISTINCT mood FROM article_versions") == [{"mood": None}]
    after = hashes(home)
    assert all(after[name] == before[name] for name in ("mentions", "quotes"))
