"""Great Expectations over the published tables: the suites that the contracts demand, as rows of check_results.

GX is imported inside, because that takes seconds. It sees pandas frames in memory, with an ephemeral context: it reads
no file and reaches no network. Long texts within their limit are cut: what a suite asks of them is how they begin, and
that they are there and not too long.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from dateline.contracts import Contract
from dateline.contracts.duckdb import quoted
from dateline.contracts.expectations import Expectation, suite

_SEVERITY = {"critical": "error", "warning": "warning", "info": "info"}
_SAMPLE = 10
_SHORT = 2000
_CLAIMS = {
    "ExpectTableColumnsToMatchOrderedList": "has the columns of its contract, in order",
    "ExpectColumnValuesToNotBeNull": "is never empty",
    "ExpectColumnValuesToBeBetween": "lies between {min_value} and {max_value}",
    "ExpectColumnValueLengthsToBeBetween": "has a length between {min_value} and {max_value}",
    "ExpectColumnValuesToBeInSet": "is one of {value_set}",
    "ExpectColumnValuesToMatchRegex": "has the form {regex}",
    "ExpectColumnValuesToBeUnique": "is unique",
    "ExpectCompoundColumnsToBeUnique": "are unique together: {column_list}",
}


def validate(
    con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], *, run_id: str, version: str, now: datetime
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Rows of check_results, one per expectation of every table, and GX's own results as JSON data by table."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    rows: list[dict[str, Any]] = []
    found: dict[str, Any] = {}
    with warnings.catch_warnings():
        # GX imports modules that Python and others have announced to drop; that is for GX to mend.
        warnings.simplefilter("ignore")
        import great_expectations as gx

        context: Any = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        for name, contract in contracts.items():
            wanted = suite(contract)
            found[name] = _validation(context, name, wanted, _frame(con, contract))
            for expectation, result in zip(wanted, _in_order(wanted, found[name]), strict=True):
                row = {"run_id": run_id, "warehouse_version": version, "run_at": now, "table_name": name}
                rows.append(row | _row(name, expectation, result))
    return rows, found


def _frame(con: duckdb.DuckDBPyConnection, contract: Contract) -> Any:
    """The table as pandas: lists as NULL or their length and objects as text, for they cannot be hashed; long texts
    cut."""
    columns = []
    for field in contract.fields:
        name = quoted(field.name)
        if field.type == "array":
            columns.append(f"len({name}) AS {name}")
        elif field.type == "object":
            columns.append(f"CAST({name} AS VARCHAR) AS {name}")
        elif int(field.constraints.get("maxLength", 0)) > _SHORT:
            limit = int(field.constraints["maxLength"])
            columns.append(f"CASE WHEN length({name}) > {limit} THEN {name} ELSE left({name}, {_SHORT}) END AS {name}")
        else:
            columns.append(name)
    return con.sql(f"SELECT {', '.join(columns)} FROM main.{quoted(contract.name)}").df()  # noqa: S608


def _validation(context: Any, name: str, wanted: list[Expectation], frame: Any) -> dict[str, Any]:
    import great_expectations as gx
    import great_expectations.expectations as gxe

    asset = context.data_sources.add_or_update_pandas(name).add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe("all")
    expectations = [
        getattr(gxe, e.type)(**e.arguments, severity=e.severity, meta={"position": position})
        for position, e in enumerate(wanted)
    ]
    made = context.suites.add_or_update(gx.ExpectationSuite(name=name, expectations=expectations))
    definition = gx.ValidationDefinition(name=name, data=batch, suite=made)
    context.validation_definitions.add_or_update(definition)
    result: Any = definition.run(batch_parameters={"dataframe": frame}, result_format="SUMMARY")
    return dict(result.to_json_dict())


def _in_order(wanted: list[Expectation], result: dict[str, Any]) -> list[dict[str, Any]]:
    """GX's results in the order of the suite: it returns them in another."""
    by_position = {r["expectation_config"]["meta"]["position"]: r for r in result["results"]}
    return [by_position[position] for position in range(len(wanted))]


def _row(table: str, expectation: Expectation, result: dict[str, Any]) -> dict[str, Any]:
    about = expectation.arguments.get("column")
    subject = f"{table}.{about}" if about else table
    details = result.get("result") or {}
    is_passed = bool(result["success"])
    count = int(details.get("unexpected_count") or 0)
    return {
        "check_id": f"gx.{subject}.{_snake(expectation.type)}",
        "claim": f"{about or table} {_CLAIMS.get(expectation.type, expectation.type)}".format_map(
            {"min_value": "any", "max_value": "any"} | {k: _told(v) for k, v in expectation.arguments.items()}
        ),
        "severity": _SEVERITY[expectation.severity],
        "engine": "great_expectations",
        "is_passed": is_passed,
        "breach_count": 0 if is_passed else max(count, 1),
        "sample_keys": [str(v)[:200] for v in (details.get("partial_unexpected_list") or [])[:_SAMPLE]],
    }


def _told(value: object) -> str:
    if value is None:
        return "any"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).strip("_")


def data_docs(results: Mapping[str, Any], folder: Path, run_id: str) -> Path:
    """The file that now holds GX's own results of a run as JSON (its HTML pages cannot do without a network)."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{run_id}.json"
    tmp = target.with_name(f".{target.name}.tmp")
    tmp.write_text(json.dumps(dict(results), indent=1, sort_keys=True, default=str) + "\n", encoding="utf-8")
    tmp.replace(target)
    return target
