"""Becomes an Airflow part that has already loaded what tasks need: `python -m dateline.cli.warm scheduler`.

The local executor's workers are forks of the scheduler, and tasks are forks of the workers. So what the scheduler has
loaded no task loads again; that is most of the time between a dropped story and its rows.
"""

from __future__ import annotations

import gc
import importlib
import os
import runpy
import sys

from dateline import extract, steps  # noqa: F401 - loaded for the tasks
from dateline import home as places
from dateline.normalise.language import language_of


def main() -> None:
    """Loads, then runs `airflow` with our own arguments."""
    importlib.import_module("pandas")  # pyarrow looks for it in every process that makes an array
    _ = extract.reader(places.project().vocabulary, extract.asked_profile(os.environ)).network
    language_of("Nato and Russia will talk about the ferry again, and nobody is surprised.", "en")
    gc.collect()
    gc.freeze()  # forks that never write these objects share their memory
    sys.argv = ["airflow", *sys.argv[1:]]
    runpy.run_module("airflow", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
