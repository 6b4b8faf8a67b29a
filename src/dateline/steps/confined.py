"""Payloads read by a process of their own, with limits of time and memory: a hostile page ends that process, not ours.

Pages are read so, always: their parsers are the ones that blow up. Of other formats only large payloads are: their own
parsers refuse entities, depth and size, and a run without pages need not wait for a process. It is started with
the first payload that needs it and serves until the `with` block ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import dateline
from dateline import formats
from dateline.errors import Unreadable
from dateline.formats.confined import ADDRESS_SPACE, HEAD_BYTES, SECONDS, head, length
from dateline.formats.sniff import format_of
from dateline.payload import Fault, Item, Payload
from dateline.sources import Wire

LARGE_BYTES = 1 << 20
"""From this size on a payload of any format is read apart."""
_WALL_SECONDS = 60
"""The limit is of processor time, so that a busy machine gives the same rows; this one, by the clock, is for a process
that sleeps or was stopped."""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "TZ", "TMPDIR", "HOME")
_PIPE_BYTES = 1 << 20
_MOST_ANSWER = 512 * 1024 * 1024


class _Ended(Exception):
    """The process is gone, or was ended, before it answered; `code` is the exit status, negative for a signal."""

    def __init__(self, code: int, *, is_late: bool = False) -> None:
        self.code, self.is_late = code, is_late
        super().__init__(str(code))


class Confined:
    """Reads payloads as `formats.items` does. To be closed, or used in a with-block.

    `seconds` of processor time a payload may take, `address_space` bytes of memory the process.
    """

    def __init__(self, seconds: int = SECONDS, address_space: int = ADDRESS_SPACE) -> None:
        self.seconds, self.address_space = seconds, address_space
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Confined:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that reads, while there is one."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Ends the process, if there is one, and waits for it."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        process.kill()  # it may be in the middle of something; it holds nothing that matters
        process.wait()

    def items(self, format: str, payload: Payload, wire: Wire | None = None) -> Iterator[Item | Fault]:
        """The payload's items. Raises Unreadable as `formats.items` does, and parse.limit beyond the limits."""
        if len(payload.body) < LARGE_BYTES and format == formats.AUTO:
            format = format_of(payload)
        if len(payload.body) < LARGE_BYTES and format != "html":
            yield from formats.items(format, payload, wire)
            return
        for kind, values in self._asked(pickle.dumps((format, payload, wire))):
            if kind == "exhausted":
                self.close()
                raise Unreadable("parse.limit", "reading it took more memory than a payload may have")
            if kind == "unreadable":
                raise Unreadable(values["code"], values["detail"])
            yield _item(values) if kind == "item" else Fault(**values)

    def _asked(self, request: bytes) -> list[tuple[str, dict[str, Any]]]:
        """The answer. A process that somebody killed is given one more try: it need not be the payload's fault."""
        try:
            return self._answer(request)
        except _Ended as ended:
            if ended.is_late or ended.code != -signal.SIGKILL:
                return [self._why(ended)]
        try:
            return self._answer(request)
        except _Ended as ended:
            return [self._why(ended)]

    def _answer(self, request: bytes) -> list[tuple[str, dict[str, Any]]]:
        process = self._started()
        try:
            pipe = _Pipe(process, time.monotonic() + _WALL_SECONDS)
            pipe.write(head(len(request)))
            pipe.write(request)
            size = length(pipe.read(HEAD_BYTES))
            if size > _MOST_ANSWER:
                raise _Ended(0)
            told = json.loads(pipe.read(size))
        except TimeoutError:
            self.close()
            raise _Ended(0, is_late=True) from None
        except (OSError, EOFError, ValueError):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)
            code = process.poll()
            self.close()
            raise _Ended(code or 0) from None
        except BaseException:
            self.close()  # whoever goes on must not get this payload's answer
            raise
        return [(kind, values) for kind, values in told]

    def _why(self, ended: _Ended) -> tuple[str, dict[str, Any]]:
        """The fault of a payload whose reader did not live to answer."""
        if ended.is_late or ended.code == -signal.SIGXCPU:
            return "unreadable", {"code": "parse.limit", "detail": f"reading it took longer than {self.seconds} s"}
        if ended.code < 0:
            name = signal.Signals(-ended.code).name
            code = "parse.limit" if ended.code == -signal.SIGKILL else "parse.crash"
            return "unreadable", {"code": code, "detail": f"the process that read it was ended by {name}"}
        return "unreadable", {
            "code": "parse.limit",
            "detail": f"the process that read it ended with status {ended.code}",
        }

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            # A new interpreter and no fork: this process may have threads, and a fork would copy their locks.
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter
                [sys.executable, "-m", "dateline.formats.confined", str(self.seconds), str(self.address_space)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                bufsize=0,
            )
            with contextlib.suppress(OSError):  # fewer switches between the two; smaller pipes do as well
                fcntl.fcntl(self._process.stdin or -1, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        return self._process


class _Pipe:
    """Reads and writes that end with TimeoutError at the deadline, EOFError where the other end is gone."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        self.into, self.out, self.deadline = process.stdin.fileno(), process.stdout.fileno(), deadline
        os.set_blocking(self.into, False)

    def _wait(self, reading: list[int], writing: list[int]) -> None:
        poll = select.poll()
        for descriptor in reading:
            poll.register(descriptor, select.POLLIN)
        for descriptor in writing:
            poll.register(descriptor, select.POLLOUT)
        left = self.deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError

    def write(self, body: bytes) -> None:
        view = memoryview(body)
        while view:
            self._wait([], [self.into])
            view = view[os.write(self.into, view[:_PIPE_BYTES]) :]

    def read(self, size: int) -> bytes:
        parts, left = [], size
        while left:
            self._wait([self.out], [])
            part = os.read(self.out, min(left, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def _environment() -> dict[str, str]:
    """What the process needs to run Python, and none of our secrets."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    source = str(Path(dateline.__file__).parents[1])
    paths = [source, *filter(None, kept.get("PYTHONPATH", "").split(os.pathsep))]
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # each would reserve address space
    return {**kept, **threads, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}


def _item(values: dict[str, Any]) -> Item:
    return Item(**{**values, "subjects": tuple(values["subjects"])})
