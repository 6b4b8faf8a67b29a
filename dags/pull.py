"""One DAG per wire that is pulled: `pull_<wire>`, on the wire's own schedule."""

from __future__ import annotations

import assets
import pendulum
from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

from dateline.sources import Wire


def pull_dag(wire: Wire) -> DAG:
    """The DAG that asks a wire's address for what is new."""
    with DAG(
        dag_id=f"pull_{wire.id}",
        description=f"Asks {wire.name} for what is new",
        doc_md=f"Pulls the address in `sources/{wire.id}.yml` every {wire.every} and keeps the payloads in raw/.",
        schedule=wire.every,
        start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
        catchup=False,
        max_active_runs=1,
        default_args=assets.RETRY,
        tags=["dateline", "pull"],
    ) as dag:

        @task(outlets=[assets.raw(wire.id)])
        def ingest(wire_id: str) -> dict:
            from dateline import steps

            done = steps.ingest(steps.desk(tell=print), wire_id)
            if not done["batch_id"]:
                raise AirflowSkipException(f"nothing new on {wire_id}")
            return done

        ingest(wire.id)
    return dag


for _wire in assets.listened().values():
    if not _wire.is_inbox:
        globals()[f"pull_{_wire.id}"] = pull_dag(_wire)
