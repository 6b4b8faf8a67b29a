"""The lake into the warehouse: one writer, in a pool of one slot."""

from __future__ import annotations

import assets
from airflow.sdk import AssetAny, dag, task


@dag(
    dag_id="load",
    description="Loads the lake and publishes a version of the warehouse",
    doc_md="Replaces changed batches, derives the public tables, publishes a read-only file behind a stable name. "
    "Runs when the lake has changed, and at the second in which an embargo ends.",
    schedule=AssetAny(assets.lake, assets.embargo),
    catchup=False,
    max_active_runs=1,
    default_args=assets.RETRY,
    tags=["dateline"],
)
def load():
    @task(outlets=[assets.warehouse], pool=assets.WAREHOUSE_POOL)
    def publish() -> dict:
        from dateline import steps

        return steps.load(steps.desk(tell=print))

    publish()


load()
