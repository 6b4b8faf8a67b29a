"""The tree of errors. A message says: subject, what was expected, what was found, what to do next.

A bad *row* or *payload* is never an exception that leaves its room: it becomes a `Fault` and ends as a row of
`rejected`.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Anything Dateline raises on purpose; `exit_code` is what the command line returns for it."""

    exit_code = 1

    def __init__(self, subject: str, *, expected: str = "", found: str = "", todo: str = "") -> None:
        self.subject, self.expected, self.found, self.todo = subject, expected, found, todo
        parts = [subject]
        if expected:
            parts.append(f"expected {expected}")
        if found:
            parts.append(f"found {found}")
        message = ": ".join([parts[0], ", ".join(parts[1:])]) if len(parts) > 1 else parts[0]
        super().__init__(f"{message}. {todo}" if todo else message)


class Transient(DatelineError):
    """Worth another try later; Airflow retries it."""


class Permanent(DatelineError):
    """Another try would end the same way; Airflow does not retry it."""


class ConfigError(Permanent):
    """A file or setting of ours is wrong; nothing starts until it is mended."""

    exit_code = 2


class UsageError(Permanent):
    """The command was called in a way it cannot serve."""

    exit_code = 2


class Busy(Transient):
    """Somebody else holds what this needs, and will let it go."""

    exit_code = 75


class Unreadable(Permanent):
    """A payload cannot be read at all. `code` is a word of schemas/vocabulary/reasons.yml.

    Raised by `formats.*.items`; `steps` turns it into a row of `rejected` and goes on with the next payload.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code, found=detail)
