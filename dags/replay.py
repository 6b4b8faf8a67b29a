"""Some days of a wire read anew, from a form."""

from __future__ import annotations

import assets
from airflow.sdk import Param, dag, task


@dag(
    dag_id="replay",
    description="Reads some days of a wire anew",
    doc_md="Rewrites the batches that a wire brought from one day to another, both included, and loads them.",
    schedule=None,
    catchup=False,
    default_args={**assets.RETRY, "retries": 0},
    tags=["dateline"],
    params={
        "wire": Param(
            type="string", title="Wire", enum=sorted(assets.listened()), default=sorted(assets.listened())[0]
        ),
        "from": Param("2024-01-01", type="string", format="date", title="First day received"),
        "to": Param("2024-01-01", type="string", format="date", title="Last day received"),
    },
)
def replay():
    @task(pool=assets.WAREHOUSE_POOL, outlets=[assets.warehouse])
    def read_anew(params=None) -> dict:
        from datetime import date

        from dateline import steps

        first, last = date.fromisoformat(params["from"]), date.fromisoformat(params["to"])
        return steps.replay_days(steps.desk(tell=print), params["wire"], first, last)

    read_anew()


replay()
