"""The commands as a person meets them: exit codes, data here and talk there, answers that teach."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.ledger import Ledger
from tests.cli.commands import Done, dateline
from tests.cli.conftest import Run
from tests.conftest import ROOT

NEW = "this file did not exist"


def hold(url: str, name: str, held: Any, over: Any) -> None:
    """Holds a lease of a ledger until told to end; runs in a process of its own."""
    with Ledger(url).lease(name, clock=lambda: datetime.now(UTC)):
        held.set()
        over.wait(120)


@contextmanager
def held_elsewhere(home: Path, name: str) -> Iterator[None]:
    processes = multiprocessing.get_context("spawn")
    held, over = processes.Event(), processes.Event()
    holder = processes.Process(target=hold, args=(f"sqlite:///{home / 'ledger.db'}", name, held, over), daemon=True)
    holder.start()
    try:
        assert held.wait(60)
        yield
    finally:
        over.set()
        holder.join(60)


# --- ingest -----------------------------------------------------------------------------------------------------------


def test_ingest_shows_stories_and_rejected_rows_with_reasons(ingested: tuple[Path, Done]) -> None:
    done = ingested[1]
    assert done.code == 3
    assert "NATO freezes meetings with Russia over Georgia" in done.out
    assert "parse.xml" in done.out and "inbox:torn.xml" in done.out and "line 1" in done.out
    assert "parse.empty" in done.out and "inbox:empty.xml" in done.out
    assert "published dateline-000001" in done.talk and "dateline sql" in done.talk


def test_ingest_of_the_same_files_again_is_nothing_new(world: Path, files: Path, run: Run) -> None:
    done = run("ingest", files / "one.xml", "--wire", "meridian", DATELINE_HOME=str(world))
    assert (done.code, done.out) == (0, "") and "nothing new" in done.talk


def test_ingest_of_good_files_is_fine_and_of_bad_ones_is_3(files: Path, tmp_path: Path, run: Run) -> None:
    home = {"DATELINE_HOME": str(tmp_path / "var")}
    good = run("ingest", files / "one.xml", "--wire", "meridian", "--json", **home)
    assert good.code == 0
    assert [s["headline"] for s in good.json["stories"]] and good.json["rejected"] == []
    bad = run("ingest", files / "torn.xml", "--wire", "meridian", "--json", **home)
    assert bad.code == 3
    assert [r["reason_code"] for r in bad.json["rejected"]] == ["parse.xml"] and bad.json["stories"] == []
    os.mkfifo(tmp_path / "pipe.xml")
    pipe = run("ingest", tmp_path / "pipe.xml", "--wire", "meridian", "--json", **home)
    assert pipe.code == 3 and [r["reason_code"] for r in pipe.json["rejected"]] == ["inbox.not_regular"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{files}/nowhere.xml", "--wire", "meridian"], "does not exist"),
        (["{files}", "--wire", "meridian"], "directory"),
        (["{files}/one.xml"], "--wire"),
        (["{files}/one.xml", "--wire", "meridan"], "Did you mean meridian"),
        (["{files}/one.xml", "--wire", "../x"], "no wire is called"),
        (["{files}/one.xml", "--wire", "nato"], "pulled from"),
        ([], "paths"),
    ],
)
def test_ingest_called_wrongly(arguments: list[str], said: str, files: Path, tmp_path: Path, run: Run) -> None:
    home = tmp_path / "var"
    done = run("ingest", *[a.format(files=files) for a in arguments], DATELINE_HOME=str(home))
    assert done.code == 2 and done.out == "" and said in done.talk
    assert not (home / "raw").exists()


@pytest.mark.parametrize("command", ["load", "rebuild"])
def test_a_load_elsewhere_makes_it_75(command: str, world: Path) -> None:
    with held_elsewhere(world, "load"):
        done = dateline(command, DATELINE_HOME=str(world))
    assert done.code == 75 and done.out == ""
    assert "load" in done.talk and "process" in done.talk and "Wait" in done.talk
    assert dateline(command, DATELINE_HOME=str(world)).code == {"load": 0, "rebuild": 3}[command]


def test_an_ingest_elsewhere_makes_it_75(world: Path, files: Path, run: Run) -> None:
    with held_elsewhere(world, "ingest:meridian"):
        assert run("ingest", files / "one.xml", "--wire", "meridian", DATELINE_HOME=str(world)).code == 75


# --- sql --------------------------------------------------------------------------------------------------------------


def test_sql_prints_a_table_or_json(ingested: tuple[Path, Done], run: Run) -> None:
    home = {"DATELINE_HOME": str(ingested[0])}
    query = "SELECT wire, count(*) AS n, sum(version) AS s FROM article_versions GROUP BY wire"
    done = run("sql", query, **home)
    assert done.code == 0 and done.talk == ""
    assert [line.split() for line in done.out.splitlines()] == [["wire", "n", "s"], ["meridian", "3", "3"]]
    assert run("sql", query, "--json", **home).json == [{"wire": "meridian", "n": 3, "s": 3}]
    assert run("sql", "-", stdin=f"-- a comment\n{query};\n", **home).out == done.out


def test_sql_values_as_json(ingested: tuple[Path, Done], run: Run) -> None:
    query = """
        SELECT 'nan'::DOUBLE AS nan, 'inf'::DOUBLE AS inf, [1.5, 'nan'::DOUBLE] AS list, 2.50::DECIMAL(5, 2) AS dec,
        1267650600228229401496703205376::HUGEINT AS huge, '\\x00\\xff'::BLOB AS bytes,
        TIMESTAMPTZ '2009-09-18 23:00:00+00' AS at, NULL AS nothing,
        DATE '2009-09-18' AS day, {'a': [1]} AS struct, INTERVAL 1 DAY AS span, 1 AS twice, 2 AS twice, true AS yes
    """
    (row,) = run("sql", query, "--json", DATELINE_HOME=str(ingested[0])).json
    assert row["nan"] is row["inf"] is row["nothing"] is None and row["list"] == [1.5, None]
    assert (row["dec"], row["huge"], row["bytes"]) == (2.5, 2**100, "00ff")
    assert (row["at"], row["day"], row["struct"]) == ("2009-09-18T23:00:00Z", "2009-09-18", {"a": [1]})
    assert (row["twice"], row["twice_2"], row["yes"]) == (1, 2, True)


def test_sql_limits_what_it_prints_and_says_so(ingested: tuple[Path, Done], run: Run) -> None:
    home = {"DATELINE_HOME": str(ingested[0])}
    cut = run("sql", "FROM range(5)", "--limit", "2", "--json", **home)
    assert len(cut.json) == 2 and "2 of 5" in cut.talk
    assert len(run("sql", "FROM range(5)", "--limit", "0", "--json", **home).json) == 5


def test_sql_without_rows_says_so(ingested: tuple[Path, Done], run: Run) -> None:
    home = {"DATELINE_HOME": str(ingested[0])}
    done = run("sql", "FROM quotes WHERE false", **home)
    assert (done.code, done.out, done.talk) == (0, "", "no rows\n")
    assert run("sql", "FROM quotes WHERE false", "--json", **home).json == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nonsense FROM quotes", "nonsense"),
        ("FROM nowhere", "nowhere"),
        ("", "found none"),
        ("SELECT 1; SELECT 2", "found 2"),
        ("SELECT 1; DROP TABLE quotes", "one statement"),
        ("DROP TABLE quotes", "read-only"),
        ("DELETE FROM quotes", "read-only"),
        ("CREATE TABLE t AS SELECT 1", "read-only"),
        ("COPY quotes TO '{new}'", "read-only"),
        ("EXPORT DATABASE '{new}'", "read-only"),
        ("ATTACH '{new}' AS x", "read-only"),
        ("INSTALL httpfs", "read-only"),
        ("SET enable_external_access = true", "read-only"),
        ("PRAGMA database_list", ""),
        ("SELECT * FROM read_text('/etc/passwd')", "disabled"),
        ("FROM '/etc/passwd'", ""),
        ("SELECT * FROM glob('/etc/*')", "disabled"),
        ("SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')", ""),
        ("SELECT \x1b[31m[red]1", "\\u001b[31m[red]1"),
    ],
)
def test_sql_only_reads_what_is_published(
    query: str, said: str, ingested: tuple[Path, Done], tmp_path: Path, run: Run
) -> None:
    new = tmp_path / "new"
    done = run("sql", query.format(new=new), DATELINE_HOME=str(ingested[0]))
    assert "root:" not in done.out + done.talk and not new.exists()
    if "PRAGMA" not in query:
        assert done.code == 2 and done.out == "" and said in done.talk and "\x1b" not in done.talk


def test_sql_ends_quietly_when_its_reader_has_enough(ingested: tuple[Path, Done]) -> None:
    import subprocess

    from tests.cli.commands import COMMAND, environment

    with subprocess.Popen(
        [*COMMAND, "sql", "SELECT repeat('x', 100) FROM range(100000)", "--limit", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(DATELINE_HOME=str(ingested[0])),
    ) as child:
        assert child.stdout and child.stderr
        child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""


# --- before anything is there, and when something is broken -----------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["status"], 0), (["sql", "SELECT 1"], 1), (["quarantine", "list"], 1), (["check"], 1)],
)
def test_before_the_first_load_it_says_what_to_do(arguments: list[str], code: int, tmp_path: Path, run: Run) -> None:
    done = run(*arguments, DATELINE_HOME=str(tmp_path / "var"))
    assert (done.code, done.out) == (code, "")
    assert "nothing is published" in done.talk and "dateline run" in done.talk


def test_status_before_the_first_load_as_json(tmp_path: Path, run: Run) -> None:
    found = run("status", "--json", DATELINE_HOME=str(tmp_path / "var")).json
    assert found["version"] is None and "dateline run" in found["problem"]


def test_status_after_it(ingested: tuple[Path, Done], run: Run) -> None:
    home = {"DATELINE_HOME": str(ingested[0])}
    done = run("status", **home)
    assert done.code == 0
    assert "dateline-000001" in done.out and "meridian" in done.out and "parse.xml" in done.out
    assert "nothing is left to do" in done.talk and "dateline check" in done.talk
    found = run("status", "--json", **home).json
    assert found["counts"]["stories"] == 3 and found["counts"]["rejected"] == 2


def test_status_names_what_is_left_to_do(world: Path, run: Run) -> None:
    next((world / "lake" / "quotes").rglob("*.parquet")).unlink()
    done = run("status", DATELINE_HOME=str(world))
    assert "left to do: stale" in done.talk and "dateline sweep" in done.talk


def not_a_folder(tmp_path: Path) -> str:
    (tmp_path / "file").write_text("")
    return str(tmp_path / "file" / "var")


@pytest.mark.parametrize("arguments", [["status"], ["wires", "list"], ["quarantine", "list"], ["load"]])
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATELINE_HOME", "s3://bucket/home", "local folder"),
        ("DATELINE_HOME", "{file}", "data home"),
        ("DATELINE_LEDGER", "nonsense", "sqlite"),
        ("DATELINE_LEDGER", "mysql://u:sekret@h/d", "postgresql"),
        ("DATELINE_RESOLVE", "gazette.example", "gazette.example:80=127.0.0.1:8000"),
        ("DATELINE_RESOLVE", "gazette.example:80=10.0.0.1:x", "DATELINE_RESOLVE"),
        ("DATELINE_PROJECT", "/nowhere", "DATELINE_PROJECT"),
    ],
)
def test_a_wrong_setting_is_2_and_named(
    arguments: list[str], name: str, value: str, said: str, tmp_path: Path, run: Run
) -> None:
    environ = {"DATELINE_HOME": str(tmp_path / "var"), name: value.format(file=not_a_folder(tmp_path))}
    done = run(*arguments, **environ)
    assert (done.code, done.out) == (2, "")
    assert said in done.talk and "sekret" not in done.talk


def test_a_ledger_that_does_not_answer_is_1_and_its_password_unsaid(tmp_path: Path, run: Run) -> None:
    url = "postgresql+psycopg2://user:sekret@127.0.0.1:1/db"
    done = run("status", DATELINE_HOME=str(tmp_path / "var"), DATELINE_LEDGER=url)
    assert done.code == 1 and "127.0.0.1" in done.talk and "sekret" not in done.talk


def test_a_home_that_cannot_be_made_is_2(run: Run) -> None:
    done = run("status", DATELINE_HOME="/proc/dateline/var")  # nobody, not even root, makes a folder there
    assert done.code == 2 and "DATELINE_HOME" in done.talk


def test_a_damaged_warehouse_says_rebuild(world: Path, run: Run) -> None:
    (version,) = (world / "warehouse" / "versions").glob("*.duckdb")
    version.chmod(0o600)
    version.write_bytes(version.read_bytes()[:5000])
    done = run("sql", "FROM quotes", DATELINE_HOME=str(world))
    assert done.code == 1 and "dateline rebuild" in done.talk
    found = run("doctor", "--json", DATELINE_HOME=str(world))
    (row,) = [row for row in found.json if row["subject"] == "warehouse"]
    assert found.code == 1 and row["verdict"] == "broken" and "rebuild" in row["todo"]


def test_a_mart_of_another_duckdb_names_both_versions(world: Path, run: Run) -> None:
    """S14: the header of the file names a storage version that this DuckDB does not know."""
    (version,) = (world / "warehouse" / "versions").glob("*.duckdb")
    manifest = version.with_suffix(".json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"duckdb_version": "9.9.9"}), "utf-8")
    version.chmod(0o600)
    body = bytearray(version.read_bytes())
    body[12] = 99
    version.write_bytes(bytes(body))
    done = run("sql", "FROM quotes", DATELINE_HOME=str(world))
    assert done.code == 1 and "9.9.9" in done.talk and "1.5.5" in done.talk and "dateline rebuild" in done.talk


# --- doctor -----------------------------------------------------------------------------------------------------------


def test_doctor_finds_everything_fine(ingested: tuple[Path, Done], run: Run) -> None:
    done = run("doctor", DATELINE_HOME=str(ingested[0]))
    assert done.code == 0 and "nothing is broken" in done.talk
    rows = run("doctor", "--json", DATELINE_HOME=str(ingested[0])).json
    assert {row["verdict"] for row in rows} == {"fine"}
    subjects = {"Python", "wires", "ledger", "warehouse", "language model", "reader", "disk"}
    assert {row["subject"] for row in rows} >= subjects


def test_doctor_leaves_no_trace(tmp_path: Path, run: Run) -> None:
    done = run("doctor", DATELINE_HOME=str(tmp_path / "var"))
    assert done.code == 0 and "nothing is published yet" in done.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("file", "text", "line", "said"),
    [
        ("sources/broken.yml", "name: A\n\tpublisher: B\n", 2, "YAML"),
        ("sources/broken.yml", "name: A\npublisher: B\nformat: text\ninbox: {}\ncolour: red\n", 5, "colour"),
        ("sources/broken.yml", "name: A\npublisher: B\nformat: text\ninbox: {}\nzone: Mars/Base\n", 5, "IANA"),
        ("sources/broken.yml", "name: A\npublisher: B\nformat: text\n", 1, "exactly one of"),
    ],
)
@pytest.mark.parametrize("arguments", [["doctor"], ["wires", "list"], ["load"]], ids=" ".join)
def test_a_broken_wire_file_is_2_and_names_file_and_line(
    arguments: list[str], file: str, text: str, line: int, said: str, tmp_path: Path, own_project: Path, run: Run
) -> None:
    """S24: nothing starts half-read."""
    (own_project / file).write_text(text, "utf-8")
    done = run(*arguments, "--json", DATELINE_PROJECT=str(own_project), DATELINE_HOME=str(tmp_path / "var"))
    assert done.code == 2
    assert f"{file}:{line}:" in done.out + done.talk and said in done.out + done.talk
    assert not (tmp_path / "var" / "warehouse").exists()


@pytest.mark.parametrize("name", ["DATELINE_LEDGER", "DATELINE_RESOLVE", "DATELINE_PROFILE"])
def test_doctor_calls_a_wrong_setting_by_its_name(name: str, tmp_path: Path, run: Run) -> None:
    done = run("doctor", "--json", DATELINE_HOME=str(tmp_path / "var"), **{name: "nonsense"})
    assert done.code == 2
    (row,) = [row for row in done.json if row["verdict"] == "broken"]
    assert name in row["found"]


# --- rebuild and the single steps -------------------------------------------------------------------------------------


def test_rebuild_makes_the_same_rows_again(world: Path, run: Run) -> None:
    home = {"DATELINE_HOME": str(world)}
    question = "SELECT * FROM quotes ORDER BY quote_id"
    before = run("sql", question, "--json", **home).json
    done = run("rebuild", "--json", **home)
    assert done.code == 3 and (done.json["kept"], done.json["rejected"]) == (3, 2)
    assert before and run("sql", question, "--json", **home).json == before


def test_the_steps_say_what_they_did(world: Path, run: Run) -> None:
    home = {"DATELINE_HOME": str(world)}
    assert run("refine", "--json", **home).json["refined"] == 0
    assert run("load", "--json", **home).json["is_new"] is False
    assert run("sweep", "--json", **home).json["inboxes"] == []
    for command in ("refine", "load", "sweep"):
        done = run(command, **home)
        assert done.code == 0 and len(done.out.splitlines()) >= 2


def test_a_damaged_file_of_the_lake_is_named_by_load(world: Path, run: Run) -> None:
    file = next((world / "lake" / "captures").rglob("*.parquet"))
    (world / "warehouse" / "live.duckdb").unlink()
    file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    done = run("load", DATELINE_HOME=str(world))
    assert done.code == 1 and file.name in done.talk


# --- help -------------------------------------------------------------------------------------------------------------

COMMANDS = (
    "run", "up", "airflow", "ingest", "sql", "status", "refine", "load", "check", "sweep", "rebuild", "doctor", "docs",
    "annotate", "read", "board", "wires list", "wires test", "wires on", "wires off",
    "quarantine list", "quarantine show", "quarantine replay",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(command: str, run: Run) -> None:
    done = run(*command.split(), "--help", COLUMNS="80")
    assert done.code == 0 and done.talk == ""
    text = " ".join(done.out.split())
    taught = ("Example", "Out:", "e.g.", "Prints", "prints", "Rewrites", "Writes", "verified_on", "DATELINE_AIRFLOW_DB")
    assert any(word in text for word in taught), done.out


def test_help_lists_every_command(run: Run) -> None:
    text = run("--help").out
    assert all(command.split()[0] in text for command in COMMANDS) and "75 busy" in text
    assert run("--version").out.startswith("dateline ")


@pytest.mark.parametrize("arguments", [["nonsense"], ["sql"], ["wires", "nonsense"], ["status", "--nonsense"]])
def test_a_command_called_wrongly_is_2(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "") and "Usage" in done.talk


def test_the_sources_of_the_project_were_left_alone() -> None:
    assert not [path for path in (ROOT / "sources").iterdir() if path.suffix != ".yml"]


# --- retag ------------------------------------------------------------------------------------------------------------


def test_retag_shows_what_a_changed_rule_gained_and_lost(world: Path, tmp_path: Path, run: Run) -> None:
    copy = tmp_path / "ruled"
    for name in ("schemas", "warehouse", "sources"):
        shutil.copytree(ROOT / name, copy / name)
    environ = {"DATELINE_HOME": str(world), "DATELINE_PROJECT": str(copy)}
    done = run("retag", **environ)
    assert (done.code, done.out) == (0, "") and "nothing was stale" in done.talk
    rules = copy / "schemas" / "vocabulary" / "topics.yml"
    rules.write_text(rules.read_text("utf-8") + "\ncouncils:\n  label: Councils\n  any: [{word: council}]\n")
    done = run("retag", "--json", **environ)
    rows = {row["topic"]: row for row in json.loads(done.out)["topics"]}
    assert done.code == 0 and rows["councils"]["gained"] > rows["councils"]["before"] == 0
    assert "retag meridian: batch 1 of 1" in done.talk
    assert run("retag", "--wire", "meridain", **environ).code == 2
