"""Every hour: whatever an event lost is found by looking, and done."""

from __future__ import annotations

import assets
import pendulum
from airflow.sdk import dag, task


@dag(
    dag_id="sweep",
    description="Finds and does what an event lost",
    doc_md="Takes forgotten drops, registers batches the ledger missed, rewrites stale ones, loads, removes orphans.",
    schedule="@hourly",
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args=assets.RETRY,
    tags=["dateline"],
)
def sweep():
    @task(pool=assets.WAREHOUSE_POOL)
    def look() -> dict:
        from dateline import steps

        return steps.sweep(steps.desk(tell=print))

    look()


sweep()
