"""The pages: what they show, and what they say when there is nothing to show."""

from __future__ import annotations

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from fastapi import Depends, HTTPException
from lxml import html

from dateline.board import board
from dateline.board.app import HEADERS
from dateline.home import Home, Project
from tests.board.browsing import get
from tests.board.published_house import NOW, publish, rows, said


def words_of(text: str) -> str:
    return " ".join(html.fromstring(text).text_content().split())


def test_today_answers_the_three_questions(app: Any) -> None:
    answer = get(app, "/")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert page.xpath("string(//h1)").split(maxsplit=1)[1] == "Fresh, but short and not trusted"
    assert page.xpath("//li[contains(@class,'tile')]/@class") == ["tile good", "tile warn", "tile bad"]


def test_today_shows_reasons_with_their_meaning_and_what_to_do(app: Any) -> None:
    rows_ = html.fromstring(get(app, "/").text).xpath("//section[@aria-labelledby='rejected']//tbody/tr")
    cells = [" ".join(row.text_content().split()) for row in rows_]
    assert cells[0].startswith("Not well-formed XMLparse.xml 2 quarantined meridian 15 January 2026, 04:00 UTC Ask")
    assert "no longer a known reason" in cells[-1].lower()


def test_today_shows_breached_claims_errors_first(app: Any) -> None:
    page = html.fromstring(get(app, "/").text)
    found = page.xpath("//section[@aria-labelledby='checks']//tbody/tr/th/code/text()")
    assert found == ["quotes__span_is_text", "articles__not_from_the_future"]
    assert "key-0" in page.xpath("string(//section[@aria-labelledby='checks']//tbody/tr[1])")


def test_every_chart_has_a_finding_a_label_and_a_table(app: Any) -> None:
    for path in ("/", "/topics/nato-russia"):
        page = html.fromstring(get(app, path).text)
        charts = page.xpath("//figure[@class='chart']")
        assert len(charts) == 2
        for chart in charts:
            title = chart.xpath("string(.//*[self::h2 or self::h3])")
            assert any(c.isdigit() for c in title)
            assert title in chart.xpath("string(.//div[@role='img']/@aria-label)")
            assert chart.xpath(".//details//table/tbody/tr")


def test_the_topic_page_tells_who_said_what_in_which_office(app: Any) -> None:
    page = html.fromstring(get(app, "/topics/nato-russia").text)
    quotes = [" ".join(li.text_content().split()) for li in page.xpath("//ol[@class='quotes']/li")]
    assert len(quotes) == 9
    assert quotes[0].startswith("Russia has attacked Ukraine; peace in our continent has been shattered.")
    putin = next(q for q in quotes if "shield" in q)
    assert "Vladimir Putin, Prime Minister (Russia) 18 September 2009 · mixed" in putin
    link = page.xpath("//ol[@class='quotes']//a")[0]
    assert link.get("href") == "https://meridian.example/8"
    assert {"noopener", "noreferrer"} <= set(link.get("rel").split())
    assert page.xpath("string(//*[@id='dyads-title'])") == "Anders Fogh Rasmussen speaks most about Russia: 3 quotes"


def test_a_topic_without_stories_says_so_and_an_unknown_one_is_not_found(app: Any) -> None:
    assert "No story on this topic" in words_of(get(app, "/topics/arms-control").text)
    answer = get(app, "/topics/x%27%20OR%201=1")
    assert answer.status_code == 404
    assert "No such page" in answer.text


def test_a_story_without_a_date_is_shown_without_one(project: Project, home: Home) -> None:
    out = rows()
    said(out, 50, NOW.date(), "putin", "nato", "direct", "Some day this will be told.", published_at=None)
    publish(project, home, out)
    page = html.fromstring(get(board(project, home, clock=lambda: NOW), "/topics/nato-russia").text)
    assert "1 story without a date is left out." in page.xpath("string(//figure[1]/figcaption)")
    undated = " ".join(page.xpath("//ol[@class='quotes']/li")[-1].text_content().split())
    assert "Some day this will be told." in undated
    assert "no date · direct" in undated
    assert "10 stories" in page.xpath("string(//p[@class='lead'])")


def test_every_answer_has_the_security_headers(app: Any) -> None:
    for path in ("/", "/topics/nato-russia", "/assets/board.js", "/nowhere", "/assets/../app.py"):
        answer = get(app, path)
        assert {k: answer.headers[k] for k in HEADERS} == HEADERS, path
    assert "'unsafe" not in HEADERS["Content-Security-Policy"]


def test_pages_hold_no_inline_script_style_or_handler_and_name_no_other_host(app: Any) -> None:
    for path in ("/", "/topics/nato-russia"):
        page = html.fromstring(get(app, path).text)
        assert not page.xpath("//script[not(@src) and @type!='application/json']")
        assert not page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]")
        assert not [a for a in page.xpath("//@src | //link/@href") if "//" in a or a.startswith("/")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(app: Any, method: str) -> None:
    assert get(app, "/", method).status_code == 405


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/redoc"])
def test_no_page_about_the_app_itself(app: Any, path: str) -> None:
    assert get(app, path).status_code == 404


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "vendor/README.md", "vendor", ""]
)
def test_only_assets_are_served(app: Any, name: str) -> None:
    assert get(app, f"/assets/{name}").status_code == 404


def test_an_asset_is_kept_for_ever_only_under_its_own_tag(app: Any) -> None:
    address = html.fromstring(get(app, "/").text).xpath("//link[@rel='stylesheet']/@href")[0]
    assert "immutable" in get(app, f"/{address}").headers["cache-control"]
    assert get(app, "/assets/board.css").headers["cache-control"] == "no-cache"


def test_links_work_wherever_the_app_is_mounted(project: Project, house: Home) -> None:
    from fastapi import FastAPI

    outer = FastAPI()
    outer.mount("/dateline", board(project, house, clock=lambda: NOW))
    for path, style in (("/dateline/", "assets/"), ("/dateline/topics/nato-russia", "../assets/")):
        page = html.fromstring(get(outer, path).text)
        sheet = page.xpath("//link[@rel='stylesheet']/@href")[0]
        assert sheet.startswith(style + "board.css")
        page.make_links_absolute(f"http://board.test{path}")
        answers = {get(outer, a).status_code for a in page.xpath("//nav//a/@href | //script/@src | //link/@href")}
        assert answers == {200}


def test_guards_stand_before_every_route(project: Project, house: Home) -> None:
    def nobody() -> None:
        raise HTTPException(401, "sign in first")

    app = board(project, house, clock=lambda: NOW, dependencies=[Depends(nobody)])
    for path in ("/", "/topics/nato-russia", "/assets/board.css", "/assets/vendor/vega.min.js"):
        answer = get(app, path)
        assert (answer.status_code, answer.text) == (401, "sign in first")


# U13: the warehouse is missing, stale, half built, broken, or of another DuckDB.


def test_u13_no_warehouse_yet(project: Project, home: Home) -> None:
    answer = get(board(project, home, clock=lambda: NOW), "/")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "Nothing to show yet" in answer.text
    assert "<code>dateline run</code>" in answer.text
    assert get(board(project, home), "/topics/nato-russia").status_code == 503
    assert get(board(project, home), "/assets/board.css").status_code == 200


def test_u13_a_stale_warehouse_is_shown_with_its_age(project: Project, house: Home) -> None:
    answer = get(board(project, house, clock=lambda: NOW + timedelta(days=5)), "/")
    assert answer.status_code == 200
    seen = words_of(answer.text)
    assert "Stale The last payload came 5 days ago." in seen
    assert "Next: see whether Airflow runs" in seen


def test_u13_an_empty_warehouse_is_shown_as_empty(project: Project, home: Home) -> None:
    publish(project, home, {})
    answer = get(board(project, home, clock=lambda: NOW), "/")
    assert answer.status_code == 200
    seen = words_of(answer.text)
    for words in ("No payload has been received yet.", "Nothing was rejected.", "No check has been run yet."):
        assert words in seen


def _garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _half_built(path: Path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE captures (wire VARCHAR)")


def _gone(path: Path) -> None:
    path.unlink()


def _newer(path: Path) -> None:
    manifest = path.with_suffix(".json")
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {"duckdb_version": "99.0.0"}), "utf-8")
    data = bytearray(path.read_bytes())
    data[12:20] = (9999).to_bytes(8, "little")
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "title"),
    [
        (_garbage, "The warehouse cannot be opened"),
        (_cut, "The warehouse cannot be opened"),
        (_emptied, "The warehouse cannot be opened"),
        (_half_built, "The warehouse does not fit this board"),
        (_gone, "The warehouse's file is gone"),
        (_newer, "The warehouse is of another DuckDB"),
    ],
)
def test_u13_what_is_broken_is_said_with_its_age_and_the_next_step(
    project: Project, home: Home, damage: Any, title: str
) -> None:
    path = publish(project, home, rows()).path
    path.chmod(0o644)
    damage(path)
    if path.exists():
        os.utime(path, times=(written := (NOW - timedelta(hours=7)).timestamp(), written))
    app = board(project, home, clock=lambda: NOW)
    for address in ("/", "/topics/nato-russia"):
        answer = get(app, address)
        assert answer.status_code == 503
        page = html.fromstring(answer.text)
        assert page.xpath("string(//h1)") == title
        assert page.xpath("string(//pre)") == "dateline rebuild"
        assert str(home.root) not in answer.text
        assert ("7 hours ago" in answer.text) == path.exists()


def test_u13_the_board_recovers_by_itself(project: Project, home: Home) -> None:
    app = board(project, home, clock=lambda: NOW)
    assert get(app, "/").status_code == 503
    publish(project, home, rows())
    assert get(app, "/").status_code == 200
    shutil.rmtree(home.warehouse)
    assert get(app, "/").status_code == 503
