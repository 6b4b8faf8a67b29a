"""The main job, once, in this process: every DAG of the flow by `dag.test()`, in its order. `dateline run` calls it.

Prints one JSON line per DAG run on standard output: {"dag", "state", "seconds", "result"}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag

FLOW = ("inbox", "refine", "load", "quality")


def main() -> int:
    """0 when every DAG run succeeded."""
    bag = DagBag(Path(__file__).parent, bundle_name="dags-folder")
    if bag.import_errors:
        print(json.dumps({"dag": "import", "state": "failed", "result": str(bag.import_errors)}), flush=True)
        return 1
    pulls = sorted(name for name in bag.dags if name.startswith("pull_"))
    failed = 0
    for name in (*pulls, *FLOW):
        started = time.monotonic()
        print(json.dumps({"dag": name, "state": "running"}), flush=True)
        run = bag.dags[name].test()
        state = str(run.state)
        results = {ti.task_id: ti.xcom_pull(task_ids=ti.task_id) for ti in run.get_task_instances()}
        took = round(time.monotonic() - started, 1)
        print(json.dumps({"dag": name, "state": state, "seconds": took, "result": results}, default=str), flush=True)
        failed += state != "success"
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
