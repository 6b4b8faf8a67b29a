"""The container's files hold what they promise: Dockerfile, .dockerignore, compose.yaml, docker/."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import typer.main
import yaml

from dateline import home as places
from dateline.cli.airflow import environment
from dateline.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
AIRFLOW_PARTS = ("api-server", "scheduler", "triggerer", "dag-processor")
SECRETS = ("POSTGRES_PASSWORD", "AIRFLOW_JWT_SECRET", "AIRFLOW_SECRET_KEY", "AIRFLOW_FERNET_KEY")


# -- compose.yaml ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def ours(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The services that run Dateline's image."""
    return {name: service for name, service in compose["services"].items() if name != "postgres"}


def test_compose_file_fits_the_specification(compose: dict[str, Any]) -> None:
    package = importlib.util.find_spec("check_jsonschema")  # it brings the specification's own schema along
    if package is None or package.origin is None:
        pytest.skip("check-jsonschema is not installed; it brings the compose specification's schema")
    file = Path(package.origin).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(file.read_text("utf-8"))
    faults = jsonschema.validators.validator_for(schema)(schema).iter_errors(compose)
    assert [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in faults] == []
    compose = {**compose, "services": {**compose["services"], "board": {"imagine": True}}}
    assert not jsonschema.validators.validator_for(schema)(schema).is_valid(compose)  # it does see a fault


def test_every_part_is_there_and_of_one_image(ours: dict[str, dict[str, Any]]) -> None:
    assert set(ours) == {"prepare", *AIRFLOW_PARTS, "board"}
    assert {service["image"] for service in ours.values()} == {"${DATELINE_IMAGE:-dateline:local}"}
    assert {service["pull_policy"] for service in ours.values()} == {"never"}


def test_parts_start_in_the_order_of_health(compose: dict[str, Any]) -> None:
    waits = {
        name: {before: how["condition"] for before, how in service.get("depends_on", {}).items()}
        for name, service in compose["services"].items()
    }
    healthy, done = "service_healthy", "service_completed_successfully"
    assert waits["postgres"] == {}
    assert waits["prepare"] == {"postgres": healthy}
    assert waits["api-server"] == {"postgres": healthy, "prepare": done}
    for part in AIRFLOW_PARTS[1:]:
        assert waits[part] == {"api-server": healthy}
    assert waits["board"] == {"prepare": done}


def test_whatever_is_waited_for_has_a_health_check(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for before, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert compose["services"][before]["healthcheck"]["test"], f"{name} waits for {before}"


def test_each_part_is_asked_for_its_own_health(ours: dict[str, dict[str, Any]]) -> None:
    for name in (*AIRFLOW_PARTS, "board"):
        assert ours[name]["healthcheck"]["test"][-2:] == ["docker/health.py", name]


def test_ports_are_open_to_this_machine_only(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert sorted(ports) == ["127.0.0.1:8080:8080", "127.0.0.1:8090:8090"]


def test_parts_may_write_only_their_data(ours: dict[str, dict[str, Any]]) -> None:
    for service in ours.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["tmpfs"] == ["/tmp"]
        assert service["volumes"] == ["data:/data"]
        assert "privileged" not in service and "user" not in service


def test_secrets_come_from_outside_and_must_be_given(compose: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    for name in SECRETS:
        uses = re.findall(r"\$\{?" + name + r"[^}]*\}?", text)
        assert uses and all(use.startswith("${" + name + ":?") for use in uses), name
    for service in compose["services"].values():
        for key, value in service.get("environment", {}).items():
            if re.search("SECRET|PASSWORD|FERNET|KEY", key):
                assert re.fullmatch(r"\$\{[A-Z_]+:\?[^}]*\}", value), key
    assert not re.search(r"://[^:/@\s]+:[^$@\s][^@\s]*@", text)  # no password written into an address


def test_all_airflow_parts_share_their_keys(ours: dict[str, dict[str, Any]]) -> None:
    environments = [service["environment"] for service in ours.values()]
    assert all(each == environments[0] for each in environments)
    assert {"AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__CORE__FERNET_KEY"} <= {
        *environments[0]
    }


@pytest.fixture(scope="module")
def airflow_knows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Airflow's own commands and the names of its settings, said by the Airflow that is installed."""
    asks = (
        "import json, airflow.cli.cli_config as c, airflow.configuration as f\n"
        "options = [f'{s}.{o}' for s, d in f.conf.configuration_description.items() for o in d['options']]\n"
        "print(json.dumps({'commands': [x.name for x in c.core_commands], 'options': options}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks],
        env={**os.environ, "AIRFLOW_HOME": str(tmp_path_factory.mktemp("airflow"))},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_every_command_exists(ours: dict[str, dict[str, Any]], airflow_knows: dict[str, list[str]]) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, service in ours.items():
        first, *rest = service["command"]
        assert first in commands, name
        if first == "airflow":
            assert rest == ["prepare"] or (len(rest) == 1 and rest[0] in airflow_knows["commands"]), name
        else:
            commands[first].make_context(first, list(rest))  # raises for an option that does not exist


def test_every_setting_exists_in_this_airflow(
    ours: dict[str, dict[str, Any]], airflow_knows: dict[str, list[str]], home: places.Home, project: places.Project
) -> None:
    given = {*ours["scheduler"]["environment"], *environment(project, home)}
    named = {
        "{}.{}".format(*key.removeprefix("AIRFLOW__").lower().split("__"))
        for key in given
        if key.startswith("AIRFLOW__")
    }
    assert len(named) > 10
    assert named - {*airflow_knows["options"]} == set()


def test_airflow_gets_the_database_and_keeps_its_logs_in_the_data_home(
    monkeypatch: pytest.MonkeyPatch, home: places.Home, project: places.Project
) -> None:
    monkeypatch.setenv("DATELINE_AIRFLOW_DB", "postgresql+psycopg2://dateline:x@postgres/airflow")
    monkeypatch.delenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", raising=False)
    monkeypatch.delenv("AIRFLOW_HOME", raising=False)
    told = environment(project, home)
    assert told["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] == "postgresql+psycopg2://dateline:x@postgres/airflow"
    assert Path(told["AIRFLOW_HOME"]).is_relative_to(home.root)  # the logs lie below it
    assert "AIRFLOW__LOGGING__BASE_LOG_FOLDER" not in told


# -- .env --------------------------------------------------------------------------------------------------------------


def test_env_example_names_every_variable_and_no_value_of_a_secret() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text("utf-8")))
    assert set(example) == used
    assert {name: example[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")


def test_env_script_makes_good_secrets_and_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "docker").mkdir()
    shutil.copy(ROOT / "docker" / "env.sh", tmp_path / "docker")
    subprocess.run(["sh", str(tmp_path / "docker" / "env.sh")], check=True, capture_output=True)
    file = tmp_path / ".env"
    assert file.stat().st_mode & 0o077 == 0
    text = file.read_text("utf-8")
    made = dict(line.split("=", 1) for line in text.splitlines() if not line.startswith("#"))
    assert set(SECRETS) <= set(made)
    assert len(base64.urlsafe_b64decode(made["AIRFLOW_FERNET_KEY"])) == 32
    assert len(made["AIRFLOW_JWT_SECRET"]) >= 64
    assert re.fullmatch(r"[\w-]{24,}", made["POSTGRES_PASSWORD"])
    again = subprocess.run(["sh", str(tmp_path / "docker" / "env.sh")], check=False, capture_output=True)
    assert again.returncode != 0 and file.read_text("utf-8") == text


# -- Dockerfile --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """The Dockerfile's instructions: (word, rest)."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line.strip()]


def _stages(steps: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    stages: list[list[tuple[str, str]]] = []
    for step in steps:
        if step[0] == "FROM":
            stages.append([])
        if stages:
            stages[-1].append(step)
    return stages


def test_base_can_be_chosen_and_is_a_slim_python(steps: list[tuple[str, str]]) -> None:
    assert steps[0][0] == "ARG"
    assert re.fullmatch(r"BASE=python:3\.1[123]-slim-\w+", steps[0][1])
    stages = _stages(steps)
    assert stages[0][0][1].split()[0] == stages[-1][0][1] == "${BASE}"


def test_image_ends_as_an_ordinary_user_with_a_health_check(steps: list[tuple[str, str]]) -> None:
    last = dict(_stages(steps)[-1])
    user, _, group = last["USER"].partition(":")
    assert int(user) >= 1000 and int(group) >= 1000
    assert shlex.split(last["VOLUME"]) == ["/data"]
    check = json.loads(last["HEALTHCHECK"].partition("CMD")[2])
    assert (ROOT / Path(check[-1]).relative_to("/opt/dateline")).is_file()
    assert json.loads(last["ENTRYPOINT"]) == ["dateline"]
    assert json.loads(last["CMD"]) == ["run"]


def test_image_gets_only_finished_things(steps: list[tuple[str, str]]) -> None:
    last = _stages(steps)[-1]
    assert all(rest.startswith("--from=") for word, rest in last if word in ("COPY", "ADD"))
    assert not any(re.search(r"\b(pip|uv|apt-get|apt|curl|wget)\b", rest) for word, rest in last if word == "RUN")


def test_change_of_code_installs_no_requirement_again(steps: list[tuple[str, str]]) -> None:
    first = _stages(steps)[0]
    copied = [set(rest.split()[:-1]) for word, rest in first if word == "COPY"]
    assert copied == [{"requirements-uv.lock", "requirements.lock"}]
    assert sum("--require-hashes" in rest for word, rest in first if word == "RUN") == 1
    assert next(rest for word, rest in first if word == "RUN").count("--require-hashes") == 2


def test_nothing_secret_is_named_in_the_image(steps: list[tuple[str, str]]) -> None:
    for word, rest in steps:
        if word in ("ARG", "ENV", "LABEL"):
            assert not re.search("secret|password|token|fernet|api_?key", rest, re.IGNORECASE), rest


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-uv.lock"])
def test_every_locked_requirement_has_hashes_and_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = [e for e in re.split(r"\n(?=[A-Za-z0-9])", text.replace("\\\n", " ")) if re.match(r"[A-Za-z0-9]", e)]
    assert entries
    assert [e.split()[0] for e in entries if "--hash=sha256:" not in e or "==" not in e] == []
    assert "://" not in text and "--index" not in text


# -- .dockerignore -----------------------------------------------------------------------------------------------------


def _sent(path: str) -> bool:
    """Whether the builder gets this path: the last line that fits it or a folder above it decides."""
    sent = True
    parts = Path(path).parts
    above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern, keeps = line.removeprefix("!"), line.startswith("!")
        forms = [pattern, pattern.removeprefix("**/")] if pattern.startswith("**/") else [pattern]
        if any(fnmatch(each, form) and (form != "*" or "/" not in each) for each in above for form in forms):
            sent = keeps
    return sent


@pytest.mark.parametrize(
    "path",
    [
        "var/ledger.db",
        ".git/config",
        ".venv/bin/python",
        ".env",
        "tests/conftest.py",
        ".ci/run",
        "src/dateline/__pycache__/home.cpython-311.pyc",
        "src/dateline.egg-info/PKG-INFO",
        "docker/env.sh",
        "a-new-file-of-somebody.txt",
    ],
)
def test_builder_does_not_get(path: str) -> None:
    assert not _sent(path)


def test_builder_gets_what_the_dockerfile_needs(steps: list[tuple[str, str]]) -> None:
    needed = ["pyproject.toml", "README.md", "LICENSE", "docker/health.py", "src/dateline/home.py"]
    needed += ["requirements.lock", "requirements-uv.lock"]
    folders = [getattr(places.Project(ROOT), name) for name in ("dags", "plugins", "samples", "schemas", "sources")]
    folders.append(places.Project(ROOT).warehouse)
    needed += [next(f for f in folder.rglob("*.*") if f.is_file()).relative_to(ROOT).as_posix() for folder in folders]
    assert [path for path in needed if not _sent(path)] == []
    assert [path for path in needed if not (ROOT / path).exists()] == []


# -- docker/health.py --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def health() -> ModuleType:
    spec = importlib.util.spec_from_file_location("container_health", ROOT / "docker" / "health.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Said(BaseHTTPRequestHandler):
    """Answers every address with what the server holds for it, or 404."""

    def do_GET(self) -> None:
        body = self.server.says.get(self.path)  # type: ignore[attr-defined]
        self.send_response(200 if body is not None else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Said) as running:
        running.says = {}  # type: ignore[attr-defined]
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def _environ(server: ThreadingHTTPServer) -> dict[str, str]:
    port = server.server_address[1]
    return {
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__API__PORT": str(port),
    }


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/opt/venv/bin/python /opt/venv/bin/dateline airflow scheduler", "scheduler"),
        ("/sbin/docker-init -- dateline airflow dag-processor", "dag-processor"),
        ("/opt/venv/bin/python -m airflow triggerer", "triggerer"),
        ("airflow api-server", "api-server"),
        ("airflow api_server -- host:0.0.0.0 port:8080", "api-server"),
        ("/opt/venv/bin/python /opt/venv/bin/dateline board --host 0.0.0.0", "board"),
        ("dateline up", "up"),
        ("dateline run", "job"),
        ("dateline airflow prepare", "job"),
        ("dateline ingest airflow --wire board", "job"),
        ("sleep infinity", "job"),
        ("", "job"),
    ],
)
def test_health_reads_the_part_from_the_first_process(health: ModuleType, line: str, part: str) -> None:
    assert health.part_of(line.split()) == part
    assert health.part_of([line]) == part


@pytest.mark.parametrize("part", AIRFLOW_PARTS)
def test_part_is_well_only_while_its_heart_beats(
    health: ModuleType, server: ThreadingHTTPServer, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "metadatabase" if part == "api-server" else part.replace("-", "_")
    path = "/api/v2/monitor/health"
    others = {each: {"status": "unhealthy"} for each in ("metadatabase", "scheduler", "triggerer", "dag_processor")}
    server.says[path] = json.dumps(others | {name: {"status": "healthy"}}).encode()  # type: ignore[attr-defined]
    assert health.ills(part, _environ(server)) == []
    server.says[path] = json.dumps(others).encode()  # type: ignore[attr-defined]
    assert health.ills(part, _environ(server)) == [f"{name.replace('_', '-')}: unhealthy"]
    server.says[path] = b'{"metadatabase": null}'  # type: ignore[attr-defined]
    assert health.ills(part, _environ(server)) == [f"{name.replace('_', '-')}: not seen"]


def test_up_is_well_only_when_all_parts_are(health: ModuleType, server: ThreadingHTTPServer) -> None:
    said = {each: {"status": "healthy"} for each in ("metadatabase", "scheduler", "triggerer")}
    server.says["/api/v2/monitor/health"] = json.dumps(said).encode()  # type: ignore[attr-defined]
    assert health.ills("up", _environ(server)) == ["dag-processor: not seen"]


def test_silence_and_nonsense_are_ill(
    health: ModuleType,
    server: ThreadingHTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for key, value in _environ(server).items():
        monkeypatch.setenv(key, value)
    assert health.main(["scheduler"]) == 1
    assert "404" in capsys.readouterr().out
    server.says["/api/v2/monitor/health"] = b"<html>"  # type: ignore[attr-defined]
    assert health.main(["scheduler"]) == 1
    assert capsys.readouterr().out.startswith("scheduler: ")


def test_board_is_well_when_its_first_page_comes(
    health: ModuleType, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "BOARD", f"http://127.0.0.1:{server.server_address[1]}/")
    assert health.main(["board"]) == 1
    server.says["/"] = b"Today"  # type: ignore[attr-defined]
    assert health.main(["board"]) == 0


def test_job_is_well_while_it_can_write(health: ModuleType, tmp_path: Path) -> None:
    assert health.ills("job", {"DATELINE_HOME": str(tmp_path)}) == []
    gone = tmp_path / "gone"
    assert health.ills("job", {"DATELINE_HOME": str(gone)}) == [f"{gone} cannot be written"]


def test_health_asks_with_the_standard_library_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "docker" / "health.py"), "job"],
        env={"DATELINE_HOME": "/tmp"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "job: well\n"), done.stderr
