"""The other end of `steps.confined`: payloads read in a process of their own, which may be killed without harm.

Run as `python -m dateline.formats.confined`. It limits its own memory, then reads requests from standard input and
writes answers to standard output until its parent closes the pipe or is gone. A request is pickled by the parent; an
answer is JSON: whoever has taken this process over must not be able to run anything in the other.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import resource
import signal
import struct
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from dateline import formats
from dateline.errors import Unreadable
from dateline.payload import Fault, Payload

SECONDS = 10
"""Of processor time, for one payload."""
ADDRESS_SPACE = 1 << 30
_LENGTH = struct.Struct("<I")


def head(size: int) -> bytes:
    """What goes through the pipe before a message of that many bytes."""
    return _LENGTH.pack(size)


def length(head: bytes) -> int:
    """How many bytes follow it."""
    return int(_LENGTH.unpack(head)[0])


HEAD_BYTES = _LENGTH.size


def main(seconds: int, address_space: int) -> int:
    """Answers until there is nothing more to read."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    requests = sys.stdin.buffer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    _warm()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    while len(begun := requests.read(HEAD_BYTES)) == HEAD_BYTES:
        body = requests.read(length(begun))
        _allow(seconds)
        try:
            told = _answer(*pickle.loads(body))  # noqa: S301  # our parent's own words
            message = json.dumps(told).encode()
        except MemoryError:
            message = b'[["exhausted", {}]]'  # the parent ends this process: it may hold on to what it took
        with contextlib.suppress(BrokenPipeError):
            answers.write(head(len(message)) + message)
            answers.flush()
    return 0


def _warm() -> None:
    """Loads what pages need, which takes longer than reading one: that time is no payload's."""
    page = b"<html><body><article><p>" + b"The ferry sails at noon. " * 20 + b"</p></article></body></html>"
    with contextlib.suppress(Unreadable):
        list(formats.items("html", Payload("", "inbox:", datetime.now(UTC), page)))


def _allow(seconds: int) -> None:
    """Lets this process run for so long from now, of its own time; then the kernel ends it with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(format: str, payload: Any, wire: Any) -> list[tuple[str, dict[str, Any]]]:
    """The payload's items and faults in their order, as plain values; the last says why nothing more could be read."""
    told: list[tuple[str, dict[str, Any]]] = []
    try:
        for found in formats.items(format, payload, wire):
            told.append(("fault" if isinstance(found, Fault) else "item", asdict(found)))
    except Unreadable as error:
        told.append(("unreadable", {"code": error.code, "detail": error.detail}))
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours in one parser: the row names it
        told.append(("fault", {"code": "parse.crash", "detail": f"{type(error).__name__}: {error}"[:500]}))
    return told


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
