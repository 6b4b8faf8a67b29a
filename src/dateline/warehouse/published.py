"""Published versions: read-only DuckDB files of the public tables and views, dateline-<number>.duckdb behind the stable
name dateline.duckdb. A version is never changed; the stable name is swapped by rename, so no reader meets a lock.

Beside each version lies its manifest (.json): digests, counts, and which DuckDB wrote it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dateline.contracts import Contract
from dateline.contracts.duckdb import comments, create_table, quoted
from dateline.errors import Busy, Permanent, UsageError
from dateline.payload import Fault
from dateline.warehouse import derived
from dateline.warehouse.files import file_sha256, fsync
from dateline.warehouse.sqlfiles import sqlfiles

STABLE = "dateline.duckdb"
KEEP_LAST, KEEP_YOUNGER = 3, timedelta(hours=1)
_REBUILD = "Run `dateline rebuild`."
_SANDBOX = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True)
class Published:
    """One version, as its manifest says. `digest` is of its content, `sha256` of its file."""

    version: int
    name: str
    path: Path
    sha256: str
    digest: str
    duckdb_version: str
    counts: dict[str, int]
    next_release_at: str | None = None
    """When the first of the embargoes ends that still hold a version back, in ISO 8601."""
    is_new: bool = False
    """Whether the call that returned this made it."""


def publish(
    db: duckdb.DuckDBPyConnection, folder: Path, sql: Path, contracts: Mapping[str, Contract], now: datetime
) -> Published:
    """The version that holds the public tables as they are, behind the stable name; made unless the newest one does."""
    digest = _content_digest(db, sql, contracts)
    newest = _newest(folder)
    if newest and newest.digest == digest and newest.path.is_file():
        _point(folder, newest.path)
        return newest
    version = 1 + max((_number(p) for p in _versions(folder)), default=0)
    name = f"dateline-{version:06d}"
    path = folder / "versions" / f"{name}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    tmp = folder / ".tmp" / f"{secrets.token_hex(8)}.duckdb"
    tmp.parent.mkdir(parents=True, exist_ok=True)
    try:
        _copy(db, tmp, sql, contracts)
        made = Published(
            version, name, path, file_sha256(tmp), digest, duckdb.__version__, derived.counts(db, contracts),
            _next_release(db),
        )  # fmt: skip
        tmp.chmod(0o444)
        fsync(tmp)
        _write_manifest(made)
        tmp.replace(path)
        fsync(path.parent)
    finally:
        tmp.unlink(missing_ok=True)
        tmp.with_name(tmp.name + ".wal").unlink(missing_ok=True)
    _point(folder, path)
    _forget_old(folder, now)
    return replace(made, is_new=True)


def _content_digest(db: duckdb.DuckDBPyConnection, sql: Path, contracts: Mapping[str, Contract]) -> str:
    parts: dict[str, Any] = {"duckdb": duckdb.__version__, "rows": _hashes(db, contracts)}
    parts["contracts"] = {name: contract.digest for name, contract in contracts.items()}
    parts["views"] = {file.name: file.sql for file in sqlfiles(sql / "views")}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _copy(db: duckdb.DuckDBPyConnection, tmp: Path, sql: Path, contracts: Mapping[str, Contract]) -> None:
    """Makes a file of the public tables and views alone: what the lake holds besides is no reader's."""
    here = str(_one(db, "SELECT current_database()"))
    db.execute(f"ATTACH '{tmp.as_posix().replace(chr(39), chr(39) * 2)}' AS published")
    try:
        db.execute("USE published")
        db.execute("BEGIN")  # one transaction: else each of some hundred statements would wait for the disk
        for name, contract in contracts.items():
            db.execute(create_table(contract))
            db.execute(f"INSERT INTO published.main.{quoted(name)} SELECT * FROM {quoted(here)}.main.{quoted(name)}")  # noqa: S608
            for statement in comments(contract):
                db.execute(statement)
        derived.install_views(db, sql)
        db.execute("COMMIT")
        db.execute("CHECKPOINT published")
    except BaseException:
        with contextlib.suppress(duckdb.Error):
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute(f"USE {quoted(here)}")
        db.execute("DETACH published")


def _one(db: duckdb.DuckDBPyConnection, sql: str) -> object:
    row = db.execute(sql).fetchone()
    return row[0] if row else None


def _versions(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / "versions").glob("dateline-*.duckdb") if p.stem[9:].isdigit())


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("dateline-"))


def _newest(folder: Path) -> Published | None:
    for path in reversed(_versions(folder)):
        return _manifest(path)
    return None


def _write_manifest(made: Published) -> None:
    data = {k: v for k, v in asdict(made).items() if k not in ("path", "is_new")}
    target = made.path.with_suffix(".json")
    tmp = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    tmp.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    fsync(tmp)
    tmp.replace(target)


def _manifest(path: Path) -> Published | None:
    try:
        data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return Published(path=path, **data)
    except (OSError, ValueError, TypeError):
        return None


def _point(folder: Path, path: Path) -> None:
    """Makes the stable name lead to a version: a relative link, so that the data home can be moved."""
    stable = folder / STABLE
    wanted = Path("versions") / path.name
    if stable.is_symlink() and stable.readlink() == wanted:
        return
    tmp = folder / f".{STABLE}.{secrets.token_hex(4)}"
    tmp.symlink_to(wanted)
    tmp.replace(stable)
    fsync(folder)


def _forget_old(folder: Path, now: datetime) -> None:
    """Removes old versions; whoever has one open keeps it until closing."""
    for path in _versions(folder)[:-KEEP_LAST]:
        if path.stat().st_mtime < (now - KEEP_YOUNGER).timestamp():
            path.unlink()
            path.with_suffix(".json").unlink(missing_ok=True)


def published(folder: Path) -> Published | None:
    """What the stable name leads to, as its manifest says; None when nothing is published. Opens no database."""
    path = _current(folder)
    return _manifest(path) if path else None


def _next_release(db: duckdb.DuckDBPyConnection) -> str | None:
    until = _one(db, "SELECT min(embargo_until_at) FROM main.article_versions WHERE status = 'embargoed'")
    return until.astimezone(UTC).isoformat() if isinstance(until, datetime) else None


def next_release(folder: Path) -> datetime | None:
    """When the next embargo ends, as the published version's manifest says: from then on a load shows more."""
    found = published(folder)
    return datetime.fromisoformat(found.next_release_at) if found and found.next_release_at else None


def _current(folder: Path) -> Path | None:
    stable = folder / STABLE
    return stable.resolve() if stable.exists() else None


def verify_published(folder: Path) -> Fault | None:
    """What is wrong with the current version's file: `store.missing`, `store.corrupt`, or None."""
    path = _current(folder)
    if path is None:
        return Fault("store.missing", f"nothing is published in {folder}")
    found = _manifest(path)
    if found is None:
        return Fault("store.corrupt", f"{path.name} has no manifest")
    if file_sha256(path) != found.sha256:
        return Fault("store.corrupt", f"{path.name} does not match its digest")
    return None


def open_published(folder: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current version, in UTC, that reaches no file and no network; close it after use.

    Raises Permanent when nothing is published, or the file is broken or written by another version of DuckDB.
    """
    for _ in range(5):
        # The versioned name, not the stable one: DuckDB would hand out the old file while this process has it open.
        path = _current(folder)
        if path is None:
            raise Permanent(
                f"nothing is published in {folder}",
                todo="Run `dateline run`, or `dateline rebuild` if there is a lake.",
            )
        try:
            return _open(path)
        except duckdb.Error as error:
            if path.exists():
                raise _unopenable(path, error) from error
    raise Busy("the published version is being exchanged", todo="Try again in a moment.")


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(str(path), read_only=True, config=dict(_SANDBOX))
    try:
        if _one(con, "SELECT current_setting('lock_configuration')") is not True:
            con.execute("SET TimeZone = 'UTC'")
            con.execute("SET lock_configuration = true")
    except BaseException:
        con.close()
        raise
    return con


def _unopenable(path: Path, error: duckdb.Error) -> Permanent:
    known = _manifest(path)
    writer = f"DuckDB {known.duckdb_version}" if known else "an unknown version of DuckDB"
    text = str(error)
    if "version number" in text or "newer" in text or (known and known.duckdb_version != duckdb.__version__):
        return Permanent(
            f"{path.name} was written by another version of DuckDB",
            expected=f"one that DuckDB {duckdb.__version__} can read",
            found=f"{writer} ({text.splitlines()[0][:200]})",
            todo=_REBUILD,
        )
    return Permanent(f"{path.name} cannot be opened", found=text.splitlines()[0][:300], todo=_REBUILD)


def query(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None
) -> pa.Table:
    """The rows that one SELECT (FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN) gives.

    Raises UsageError for anything else and for SQL that does not fit the tables.
    """
    try:
        statements = duckdb.extract_statements(sql)
        if len(statements) != 1:
            raise UsageError("SQL", expected="one statement", found=str(len(statements)) if statements else "none")
        if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise UsageError("SQL", expected="a SELECT: what is published is read-only", found=statements[0].type.name)
        return con.sql(sql, params=parameters).to_arrow_table()
    except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException) as error:
        found = str(error).strip()[:300]
        raise Permanent("the published version cannot be read", found=found, todo=_REBUILD) from error
    except duckdb.Error as error:
        raise UsageError("SQL", found=str(error).strip()) from error


def row_hashes(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Public table → a digest of its rows that does not know their order; without check_results, which know a time."""
    names = [
        name
        for (name,) in con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary"
            " AND database_name = current_database() ORDER BY 1"
        ).fetchall()
    ]
    return _hashes(con, [name for name in names if name != "check_results"])


def _hashes(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, str]:
    out = {}
    for name in names:
        rows = f"SELECT md5(CAST(to_json(t) AS VARCHAR)) AS h FROM main.{quoted(name)} AS t"  # noqa: S608 - a table's name
        out[name] = str(_one(con, f"SELECT sha256(coalesce(string_agg(h, '' ORDER BY h), '')) FROM ({rows})"))  # noqa: S608
    return out
