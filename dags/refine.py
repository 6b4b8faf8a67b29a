"""Raw batches into the lake, whenever something came on any wire."""

from __future__ import annotations

import assets
from airflow.sdk import AssetAny, dag, task


@dag(
    dag_id="refine",
    description="Reads stale batches into the lake",
    doc_md="Runs on any raw asset. What is stale is computed from digests, so a lost or double event does no harm.",
    schedule=AssetAny(*(assets.raw(wire_id) for wire_id in assets.listened())),
    catchup=False,
    max_active_runs=1,
    default_args=assets.RETRY,
    tags=["dateline"],
)
def refine():
    @task(outlets=[assets.lake])
    def rewrite() -> dict:
        from dateline import steps

        return steps.refine(steps.desk(tell=print))

    rewrite()


refine()
