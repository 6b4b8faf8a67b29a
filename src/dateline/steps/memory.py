"""What wires repeat, told from the lines of all their batches: which of it concerns a batch, and what a person may see.

The memory of a wire depends on the set of its batches and on nothing else. A batch's rows depend on the part of it that
stands in the batch: a new entry makes only those batches stale that hold it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline import lake, normalise
from dateline.ledger import KeptBatch
from dateline.sources import Wire
from dateline.steps.desk import Desk
from dateline.steps.reading import Read

_AT_ONCE = 50  # batches counted between two writings of a file


@dataclass(frozen=True)
class Memory:
    """The memory of one wire, of these of its batches."""

    desk: Desk
    wire: Wire
    batches: tuple[KeptBatch, ...]

    def uncounted(self) -> list[KeptBatch]:
        """The batches whose lines are not in the lake, or were made from something else."""
        return [b for b in self.batches if self._told.get(b.batch_id) != self._made_of(b)]

    def count(self, read: Callable[[KeptBatch], Read]) -> bool:
        """Whether lines were missing; now they are in the lake. Raises Busy while another run counts them."""
        missing = self.uncounted()
        if not missing:
            return False
        with self.desk.ledger.lease(f"lines:{self.wire.id}", clock=self.desk.clock):
            for path, batches in groupby(missing, self._path):
                those = list(batches)
                for start in range(0, len(those), _AT_ONCE):
                    self._publish(path, those[start : start + _AT_ONCE], read)
        return True

    def of(self, batch: KeptBatch) -> Mapping[str, str]:
        """The lines that this batch holds and the wire repeats, and where they may be cut."""
        return self._by_batch.get(batch.batch_id, {})

    def digest(self, batch: KeptBatch) -> str:
        """Of what the memory means for the batch; `uncounted` before its lines are counted."""
        if self._told.get(batch.batch_id) != self._made_of(batch):
            return "uncounted"
        return hashlib.sha256(json.dumps(sorted(self.of(batch).items())).encode()).hexdigest()

    @cached_property
    def entries(self) -> list[normalise.Recurring]:
        """What the wire repeats."""
        return normalise.recurring(self._rows)

    def _path(self, batch: KeptBatch) -> Path:
        return lake.lines_path(self.desk.home, self.wire.id, batch.received_on)

    def _made_of(self, batch: KeptBatch) -> str:
        return hashlib.sha256(json.dumps([batch.sha256, self._reading]).encode()).hexdigest()

    @cached_property
    def _reading(self) -> str:
        """Digest of what decides what lines a batch has, besides its bytes."""
        wire = {name: value for name, value in asdict(self.wire).items() if name in _READING}
        said = json.dumps([normalise.NORMALISER, asdict(self.desk.words), wire], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()

    @cached_property
    def _told(self) -> dict[str, str]:
        paths = dict.fromkeys(map(self._path, self.batches))
        return {batch: digest for path in paths for batch, digest in lake.counted_lines(path).items()}

    @cached_property
    def _rows(self) -> pa.Table:
        """The lines of the batches; those of batches that are gone, or were read in another way, are left out."""
        paths = dict.fromkeys(map(self._path, self.batches))
        wanted = [b.batch_id for b in self.batches if self._told.get(b.batch_id) == self._made_of(b)]
        parts = [rows for path in paths if (rows := lake.lines(path)[0]) is not None]
        if not parts:
            return normalise.LINES.insert(0, pa.field("batch_id", pa.string())).empty_table()
        whole = pa.concat_tables(parts)
        return whole.filter(pc.is_in(whole["batch_id"], pa.array(wanted, pa.string())))

    @cached_property
    def _by_batch(self) -> dict[str, dict[str, str]]:
        places = {(entry.line, entry.place) for entry in self.entries}
        if not places:
            return {}
        held = self._rows.filter(pc.is_in(self._rows["line"], pa.array(sorted({line for line, _ in places}))))
        out: dict[str, dict[str, str]] = {}
        for row in (
            held.select(["batch_id", "line", "place"]).group_by(["batch_id", "line", "place"]).aggregate([]).to_pylist()
        ):
            if (row["line"], row["place"]) in places:
                out.setdefault(row["batch_id"], {})[row["line"]] = row["place"]
        return out

    def _publish(self, path: Path, batches: list[KeptBatch], read: Callable[[KeptBatch], Read]) -> None:
        new = {}
        for batch in batches:
            items = [(record.payload.received_at, item) for record, item in read(batch).items]
            new[batch.batch_id] = (normalise.lines(items, self.wire, self.desk.words), self._made_of(batch))
        lake.publish_lines(path, self.desk.home, new, {b.batch_id for b in self.batches})


_READING = frozenset(
    {"id", "name", "publisher", "format", "follow", "url", "zone", "country", "date_formats", "boilerplate",
     "not_boilerplate"}
)  # fmt: skip
"""What a wire's file says that decides what lines a batch has."""


def memories(desk: Desk, batches: Iterable[KeptBatch], wire_of: Callable[[str], Wire]) -> dict[str, Memory]:
    """The memory of each wire that has batches, by id."""
    by_wire: dict[str, list[KeptBatch]] = {}
    for batch in batches:
        by_wire.setdefault(batch.wire, []).append(batch)
    return {wire: Memory(desk, wire_of(wire), tuple(held)) for wire, held in by_wire.items()}


def recurring_lines(desk: Desk, wire_id: str) -> list[dict[str, Any]]:
    """What a wire repeats, most frequent first: line, place, story_count, share, first_on, last_on, example."""
    wire = desk.wire(wire_id)
    batches = tuple(b for b in desk.ledger.batches() if b.wire == wire.id)
    found = Memory(desk, wire, batches).entries
    return [asdict(one) for one in sorted(found, key=lambda one: (-one.story_count, one.line))]
