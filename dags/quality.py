"""The published warehouse judged, after every load."""

from __future__ import annotations

import assets
from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowSkipException


@dag(
    dag_id="quality",
    description="Runs every check and Great Expectations on the published warehouse",
    doc_md="A breach of severity *error* fails the task, after its results are stored; warnings do not.",
    schedule=[assets.warehouse],
    catchup=False,
    max_active_runs=1,
    default_args={**assets.RETRY, "retries": 0},
    tags=["dateline"],
)
def quality():
    @task(pool=assets.WAREHOUSE_POOL)
    def check() -> dict:
        import os

        from dateline import steps

        os.nice(10)  # a story on its way into SQL goes first
        found = steps.check(steps.desk(tell=print))
        if not found["is_new"]:
            raise AirflowSkipException("these rows were judged before")
        errors = [b for b in found["breached"] if b["severity"] == "error"]
        if errors:
            raise RuntimeError(f"{len(errors)} checks found errors: {', '.join(b['check_id'] for b in errors[:5])}")
        return found

    check()


quality()
