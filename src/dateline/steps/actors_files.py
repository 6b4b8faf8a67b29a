"""Files of Wikidata's JSON, told apart and read: SPARQL results, answers with entities, and the full dump, streamed."""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import Permanent, UsageError
from dateline.formats.wikidata import Facts, results
from dateline.formats.wikidata_entities import Positions, take

WHOLE_BYTES = 256 * 1024 * 1024
"""Of a file that is one JSON document; the dump with one entity a line may be of any size."""
LINE_BYTES = 64 * 1024 * 1024
_TELL_EVERY = 200_000
_STATES = (b'"P1001"', b'"P2389"', b'"P17"', b'"P297"')
_HOLDERS = (b'"P39"', b'"Q245065"', b'"Q484652"')
"""What a line of the dump must hold to be worth reading, in the first round and in the second."""
_UNREADABLE_SHOWN = 100


def facts_of(paths: Sequence[Path], is_wanted: Callable[[str], bool], tell: Callable[[str], None]) -> Facts:
    """The facts of all files. `is_wanted` says by its label whether a position may become an office.

    Raises UsageError for a file that is no JSON of Wikidata's, Permanent for a compressed one that is torn.
    """
    positions = Positions(is_wanted)
    facts = Facts()
    documents: list[tuple[Path, Any]] = []
    dumps = [path for path in paths if _is_dump(path)]
    for path in paths:
        if path not in dumps:
            documents.append((path, _document(path)))
    for path in dumps:
        for entity in _entities(path, _STATES, "positions", tell, Facts()):
            positions.learn(entity)
    entities = [entity for path, document in documents for entity in _listed(path, document)]
    for entity in entities:
        positions.learn(entity)
    for path in dumps:
        for entity in _entities(path, _HOLDERS, "holders", tell, facts):
            take(facts, entity, positions)
    for entity in entities:
        take(facts, entity, positions)
    for path, document in documents:
        if isinstance(document, dict) and "results" in document:
            _join(facts, results(document), path)
    return facts


def answer_facts(body: bytes, where: str) -> Facts:
    """The facts of one answer of SPARQL results. Raises Permanent when it is something else."""
    document = _loaded(body)
    bindings = document.get("results") if isinstance(document, dict) else None
    if not isinstance(bindings, dict) or not isinstance(bindings.get("bindings"), list):
        shown = body[:60].decode("utf-8", "replace")
        raise Permanent(where, expected="SPARQL results as JSON", found=repr(shown), todo="See --address.")
    return results(document)


def _join(facts: Facts, more: Facts, path: Path) -> None:
    for found, person in more.persons.items():
        there = facts.persons.setdefault(found, person)
        if there is not person:
            there.names += [name for name in person.names if name not in there.names]
            there.tenures += [tenure for tenure in person.tenures if tenure not in there.tenures]
            there.is_dead = there.is_dead or person.is_dead
    for found, organisation in more.organisations.items():
        facts.organisations.setdefault(found, organisation)
    facts.ignored.update(more.ignored)
    facts.unreadable += [f"{path.name}: {place}" for place in more.unreadable]


def _is_dump(path: Path) -> bool:
    """Whether the file has one entity a line (the dump's array has its bracket on a line of its own)."""
    if not path.is_file():
        raise UsageError(str(path), expected="a file", found="something else" if path.exists() else "nothing")
    with _opened(path) as stream, _unharmed(path):
        lines = [stream.readline(LINE_BYTES), stream.readline(LINE_BYTES)]
    first = lines[1] if lines[0].strip() == b"[" else lines[0]
    entity = _line(first)
    return isinstance(entity, dict) and "id" in entity


def _document(path: Path) -> Any:
    with _opened(path) as stream, _unharmed(path):
        body = stream.read(WHOLE_BYTES + 1)
    if len(body) > WHOLE_BYTES:
        raise UsageError(
            str(path),
            expected=f"a JSON document of at most {WHOLE_BYTES:,} bytes, or one entity a line",
            found="more",
            todo="The dump as Wikidata offers it has one entity a line.",
        )
    document = _loaded(body)
    names = set(document) if isinstance(document, dict) else set()
    if not isinstance(document, list) and not names & {"results", "entities", "id"}:
        raise UsageError(
            str(path),
            expected="SPARQL results, or entities, as Wikidata's own JSON",
            found="another JSON" if document is not None else "no JSON",
            todo="See `dateline actors import --help`.",
        )
    return document


def _listed(path: Path, document: Any) -> list[dict[str, Any]]:
    """The entities of a document; none of SPARQL results."""
    found = document if isinstance(document, list) else document.get("entities", {})
    listed = list(found.values()) if isinstance(found, dict) else found
    if isinstance(document, dict) and "id" in document:
        listed = [document]
    if not isinstance(listed, list):
        raise UsageError(str(path), expected="entities by id", found=type(listed).__name__)
    return [entity for entity in listed if isinstance(entity, dict)]


def _entities(
    path: Path, needed: Sequence[bytes], doing: str, tell: Callable[[str], None], facts: Facts
) -> Iterator[dict[str, Any]]:
    """The entities of a dump whose line holds one of the needed words; what is no entity is noted as unreadable."""
    size = max(path.stat().st_size, 1)
    with path.open("rb") as raw, _decoded(raw) as stream, _unharmed(path):
        number = 0
        while line := stream.readline(LINE_BYTES):
            number += 1
            if number % _TELL_EVERY == 0:
                tell(f"{path.name}: {doing}, {number:,} lines, {100 * raw.tell() // size} %")
            bare = line.strip().rstrip(b",")
            if bare in (b"[", b"]", b""):
                continue
            entity = _line(bare) if any(word in bare for word in needed) else {}
            if isinstance(entity, dict):
                if entity:
                    yield entity
            elif len(facts.unreadable) < _UNREADABLE_SHOWN:
                facts.unreadable.append(f"{path.name}: line {number}")


def _line(line: bytes) -> Any:
    return _loaded(line.strip().rstrip(b","))


def _loaded(body: bytes) -> Any:
    """The JSON value; None for what is none, or too deep."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _opened(path: Path) -> BinaryIO:
    return _decoded(path.open("rb"))


def _decoded(raw: BinaryIO) -> BinaryIO:
    """The stream behind gzip or bzip2, told by its first bytes; closing it closes the file."""
    start = raw.read(3)
    raw.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, _Closing(gzip.GzipFile(fileobj=raw), raw))
    if start == b"BZh":
        return cast(BinaryIO, _Closing(bz2.BZ2File(raw), raw))
    return raw


class _Closing:
    """A decompressing stream that takes the file beneath it along when it is closed."""

    def __init__(self, stream: Any, raw: BinaryIO) -> None:
        self._stream, self._raw = stream, raw
        self.read, self.readline = stream.read, stream.readline

    def __enter__(self) -> _Closing:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()
        self._raw.close()


@contextmanager
def _unharmed(path: Path) -> Iterator[None]:
    """Turns a torn compressed file into an error that names it."""
    try:
        yield
    except (EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # the disk's fault, not the file's
            raise
        raise Permanent(str(path), expected="a whole compressed file", found=str(error)) from error
