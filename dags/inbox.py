"""A file dropped into a wire's inbox is an event: `inbox` takes what lies in all of them."""

from __future__ import annotations

import assets
from airflow.sdk import AssetAlias, dag, task
from airflow.sdk.exceptions import AirflowSkipException

RAW = AssetAlias("raw")


@dag(
    dag_id="inbox",
    description="Takes dropped files into raw/",
    doc_md="Runs when the inbox watcher sees a file at rest. Looks at every inbox itself: the event carries nothing.",
    schedule=[assets.inbox],
    catchup=False,
    max_active_runs=1,
    default_args=assets.RETRY,
    tags=["dateline", "pull"],
)
def inbox():
    @task(outlets=[RAW])
    def take(outlet_events=None) -> list[dict]:
        from dateline import steps

        desk = steps.desk(tell=print)
        done = [steps.ingest(desk, w.id) for w in desk.wires.values() if w.is_inbox and w.on]
        kept = [d for d in done if d["batch_id"]]
        if not kept:
            raise AirflowSkipException("nothing in the inboxes")
        for batch in kept:
            outlet_events[RAW].add(assets.raw(batch["wire"]))
        return kept

    take()


inbox()
