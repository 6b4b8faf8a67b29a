"""Says whether the part of Dateline in this container is well: exit code 0 or 1, and one line why.

The container's HEALTHCHECK; standard library only and no site packages, so that asking often costs next to nothing.

Usage: health.py [api-server|scheduler|triggerer|dag-processor|board|up|job]. Without a word it reads the part from
the first process's command line; what is none of them is a job, and a job is well while it can write its data.
"""

import json
import os
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

AIRFLOW_PARTS = ("api-server", "scheduler", "triggerer", "dag-processor")
BOARD = "http://127.0.0.1:8090/"
SECONDS = 5.0
FREE_FLOOR = 256 * 1024**2


def part_of(words: Sequence[str]) -> str:
    """The part that this command line starts: `… dateline airflow scheduler`, `… -m airflow scheduler`, `… board`.

    The API server calls itself `airflow api_server -- host:… port:…`, all in one word.
    """
    names = [word.rsplit("/", 1)[-1].replace("_", "-") for word in " ".join(words).split()]
    for program, word in pairwise(names):
        if program == "airflow" and word in AIRFLOW_PARTS:
            return word
        if program == "dateline" and word in ("board", "up"):
            return word
    return "job"


def api(part: str, environ: Mapping[str, str]) -> str:
    """The API server's address: its own for itself, for the others the one that tasks are told."""
    if part in ("api-server", "up"):
        return f"http://127.0.0.1:{environ.get('AIRFLOW__API__PORT', '8080')}"
    told = environ.get("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", "http://127.0.0.1:8080/execution/")
    return told.rstrip("/").removesuffix("/execution")


def fetched(address: str) -> bytes:
    """What stands at the address. Raises OSError when it is no good answer within a few seconds."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy: it is our own
    with opener.open(address, timeout=SECONDS) as answer:
        return bytes(answer.read())


def ills(part: str, environ: Mapping[str, str]) -> list[str]:
    """What is wrong with the part; empty when it is well."""
    if part == "job":
        return _data_ills(Path(environ.get("DATELINE_HOME", "/data")))
    if part == "board":
        fetched(BOARD)
        return []
    # Scheduler, triggerer and DAG processor have no page of their own: their heartbeats are in the metadata database.
    health = json.loads(fetched(f"{api(part, environ)}/api/v2/monitor/health"))
    wanted = {"api-server": ("metadatabase",), "up": ("metadatabase", *AIRFLOW_PARTS[1:])}.get(part, (part,))
    status = {name: (health.get(name.replace("-", "_")) or {}).get("status") for name in wanted}
    return [f"{name}: {said or 'not seen'}" for name, said in status.items() if said != "healthy"]


def _data_ills(home: Path) -> list[str]:
    if not os.access(home, os.W_OK):
        return [f"{home} cannot be written"]
    room = os.statvfs(home)
    return [] if room.f_bavail * room.f_frsize > FREE_FLOOR else [f"{home} is full"]


def main(arguments: Sequence[str]) -> int:
    """0 when well, 1 when not."""
    part = arguments[0] if arguments else part_of(Path("/proc/1/cmdline").read_text("utf-8", "replace").split("\0"))
    try:
        found = ills(part, os.environ)
    except (OSError, ValueError) as error:
        found = [str(error)]
    print(f"{part}: " + ("; ".join(found) or "well"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
