"""`dateline wires` and `dateline quarantine`, on a project whose sources may be changed and a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from dateline import steps
from tests.cli.commands import Done
from tests.cli.conftest import Run
from tests.normalise.test_recurring import story

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><link>http://feed.example/</link>
<item><title>{title}</title><link>http://feed.example/1</link><pubDate>Fri, 18 Sep 2009 23:00:00 GMT</pubDate></item>
</channel></rss>"""
ANSWERS = {
    "/feed.xml": (200, "application/rss+xml", FEED.format(title="A story")),
    "/empty.xml": (200, "application/rss+xml", "<rss version='2.0'><channel><title>F</title></channel></rss>"),
    "/login": (200, "text/html", "<html><title>\x1b[31mSign in[red]</title><p>Please sign in.</p></html>"),
    "/broken.xml": (200, "application/rss+xml", "<rss><chan"),
    "/error": (500, "text/plain", "no"),
}
WIRE = """# A feed for the tests.
name: {id}
publisher: "[red]Evil\\e[31m Press"
format: rss
pull:
  by: rss
  url: http://feed.example{path}
on: false
verified_on:   # never seen
"""


class Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        code, media_type, body = ANSWERS.get(self.path, (404, "text/plain", "nothing here"))
        self.send_response(code)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Feed) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield int(server.server_address[1])
        server.shutdown()
        thread.join()


@pytest.fixture
def settings(own_project: Path, tmp_path: Path, port: int) -> dict[str, str]:
    for path in (*ANSWERS, "/nowhere"):
        name = path.strip("/").partition(".")[0]
        (own_project / "sources" / f"{name}.yml").write_bytes(WIRE.format(id=name, path=path).encode())
    return {
        "DATELINE_PROJECT": str(own_project),
        "DATELINE_HOME": str(tmp_path / "var"),
        "DATELINE_RESOLVE": f"feed.example:80=127.0.0.1:{port}",
    }


def test_a_feed_that_answers_is_verified(settings: dict[str, str], own_project: Path, run: Run) -> None:
    file = own_project / "sources" / "feed.yml"
    before = file.read_text("utf-8")
    done = run("wires", "test", "feed", "--json", **settings)
    assert done.code == 0 and done.json[0]["ok"] is True and "1 entries" in done.json[0]["detail"]
    today = datetime.now(UTC).date().isoformat()
    assert file.read_text("utf-8") == before.replace("verified_on:   # never", f"verified_on: {today}   # never")
    rows = run("wires", "list", "--json", **settings).json
    assert {row["id"]: row["verified_on"] for row in rows}["feed"] == today
    assert sorted(path.name for path in file.parent.iterdir() if path.suffix != ".yml") == []


@pytest.mark.parametrize("name", ["empty", "login", "broken", "error", "nowhere"])
def test_one_that_does_not_is_not(name: str, settings: dict[str, str], own_project: Path, run: Run) -> None:
    file = own_project / "sources" / f"{name}.yml"
    before = file.read_bytes()
    done = run("wires", "test", name, **settings)
    assert done.code == 1 and "no" in done.out.split() and "\x1b" not in done.out
    assert file.read_bytes() == before


def test_a_private_address_is_not_asked(settings: dict[str, str], own_project: Path, port: int, run: Run) -> None:
    file = own_project / "sources" / "local.yml"
    file.write_text(WIRE.format(id="local", path="/feed.xml").replace("feed.example", f"127.0.0.1:{port}"), "utf-8")
    done = run("wires", "test", "local", "--json", **settings)
    assert done.code == 1 and "fetch.private_address" in done.json[0]["detail"]


def test_an_inbox_is_fine_and_says_where(settings: dict[str, str], run: Run) -> None:
    done = run("wires", "test", "courier", "feed", "--json", **settings)
    assert done.code == 0 and [row["wire"] for row in done.json] == ["courier", "feed"]
    assert settings["DATELINE_HOME"] in done.json[0]["detail"]


@pytest.mark.parametrize("command", ["on", "off", "test"])
def test_an_unknown_wire_names_the_nearest_and_changes_nothing(
    command: str, settings: dict[str, str], run: Run
) -> None:
    done = run("wires", command, "kremlin", "kremiln", **settings)
    assert (done.code, done.out) == (2, "") and "'kremiln'" in done.talk and "kremlin" in done.talk.split("mean")[1]
    assert not {row["id"]: row["on"] for row in run("wires", "list", "--json", **settings).json}["kremlin"]


def test_a_switch_holds_and_leaves_the_file_alone(settings: dict[str, str], own_project: Path, run: Run) -> None:
    before = {path.name: path.read_bytes() for path in (own_project / "sources").iterdir()}

    def is_on() -> bool:
        return bool({row["id"]: row["on"] for row in run("wires", "list", "--json", **settings).json}["nato"])

    assert not is_on()
    assert run("wires", "on", "nato", **settings).code == 0 and is_on()
    assert run("wires", "on", "nato", **settings).code == 0 and is_on()
    assert run("wires", "off", "nato", **settings).code == 0 and not is_on()
    assert {path.name: path.read_bytes() for path in (own_project / "sources").iterdir()} == before


def test_the_list_shows_where_wires_come_from(settings: dict[str, str], run: Run) -> None:
    done = run("wires", "list", **settings)
    assert done.code == 0 and "dateline wires test" in done.talk
    assert "inbox/courier/" in done.out and "http://feed.example/feed.xml" in done.out
    assert "\\u001b" in done.out and "[red]Evil" in done.out and "\x1b" not in done.out


def test_what_a_wire_repeats_is_shown(tmp_path: Path, settings: dict[str, str], run: Run) -> None:
    nothing = run("wires", "boilerplate", "courier", **settings)
    assert (nothing.code, nothing.out, nothing.talk) == (0, "", "nothing recurs so far\n")
    line = "This newsroom sails on Sundays too, [red]dear readers[/red] of the coast."
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        path.write_text("\n\n".join([f"Ferry {number} sails", *story(number)[:2], line]), "utf-8")
    done = run("ingest", *sorted(tmp_path.glob("*.txt")), "--wire", "courier", **settings)
    assert done.code == 0
    done = run("wires", "boilerplate", "courier", **settings)
    assert done.code == 0 and "[red]dear readers" in done.out and "anywhere" in done.out
    (row,) = run("wires", "boilerplate", "courier", "--json", **settings).json
    assert (row["line"], row["story_count"], row["share"]) == (line.casefold(), 6, 1.0)


def test_status_names_the_wires_that_are_failing(settings: dict[str, str], run: Run) -> None:
    assert run("wires", "on", "login", **settings).code == 0
    desk = steps.desk(settings)
    steps.ingest(desk, "login")
    done = run("status", **settings)
    assert "Failing wires" in done.out + done.talk and "parse.not_a_feed" in done.out
    (row,) = run("status", "--json", **settings).json["failing"]
    assert (row["wire"], row["failed_pulls"]) == ("login", 1)


# --- quarantine -------------------------------------------------------------------------------------------------------


def test_quarantine_lists_and_shows(ingested: tuple[Path, Done], run: Run) -> None:
    home = {"DATELINE_HOME": str(ingested[0])}
    done = run("quarantine", "list", **home)
    assert done.code == 0 and "parse.xml" in done.out and "parse.empty" in done.out and "show ID" in done.talk
    (row,) = run("quarantine", "list", "--reason", "parse.xml", "--json", **home).json
    assert row["url"] == "inbox:torn.xml" and row["wire"] == "meridian"
    shown = run("quarantine", "show", row["rejected_id"][:8], **home)
    assert shown.code == 0 and "not well-formed XML" in shown.out and "ask the sender" in shown.out
    assert run("quarantine", "show", row["rejected_id"], "--json", **home).json["todo"].startswith("ask the sender")
    assert run("quarantine", "show", row["rejected_id"], "--payload", **home).out == "<nitf><body"
    assert len(run("quarantine", "list", "--limit", "1", "--json", **home).json) == 1
    none = run("quarantine", "list", "--wire", "courier", **home)
    assert (none.code, none.out, none.talk) == (0, "", "nothing was rejected\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--wire", "meridan"], "meridian"),
        (["list", "--reason", "parse.xlm"], "parse.xml"),
        (["list", "--limit", "0"], "--limit"),
        (["show", "zz"], "0 rows"),
        (["show", ""], "2 rows"),
        (["show", "%' OR 1=1 --"], "0 rows"),
        (["replay", "zz"], "0 rows"),
        (["replay"], "rejected_ids"),
    ],
)
def test_quarantine_called_wrongly(arguments: list[str], said: str, ingested: tuple[Path, Done], run: Run) -> None:
    done = run("quarantine", *arguments, DATELINE_HOME=str(ingested[0]))
    assert (done.code, done.out) == (2, "") and said in done.talk


def test_replay_says_what_became_of_it(world: Path, run: Run) -> None:
    home = {"DATELINE_HOME": str(world)}
    (row,) = run("quarantine", "list", "--reason", "parse.xml", "--json", **home).json
    done = run("quarantine", "replay", row["rejected_id"], "--json", **home)
    assert done.code == 3
    assert done.json == {"replayed": 1, "kept": [], "still_rejected": [row["rejected_id"]]}
    assert run("quarantine", "show", row["rejected_id"], "--json", **home).json["replayed_at"]


def test_a_payload_whose_file_is_gone_is_said_to_be(world: Path, run: Run) -> None:
    home = {"DATELINE_HOME": str(world)}
    (row,) = run("quarantine", "list", "--reason", "parse.xml", "--json", **home).json
    (world / row["raw_file"]).unlink()
    done = run("quarantine", "show", row["rejected_id"], "--payload", **home)
    assert (done.code, done.out) == (1, "") and row["raw_file"] in done.talk
