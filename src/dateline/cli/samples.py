"""The sample newspaper, served on loopback under its made-up name, so that the sample feed is a real pull."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "gazette.example"


def resolving(port: int) -> dict[str, str]:
    """The setting by which the pull finds the sample host on that port, beside what a person has mapped already."""
    mapped = [os.environ.get("DATELINE_RESOLVE", ""), f"{HOST}:80=127.0.0.1:{port}"]
    return {"DATELINE_RESOLVE": ",".join(filter(None, mapped))}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing: the DAG's own log tells what was fetched."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The folder on a free port of loopback, while the context lasts; gives the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
