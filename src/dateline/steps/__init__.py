"""The verbs that dags/ and the command line call: JSON in, JSON out. Each may be killed at any point and said again."""

from dateline.steps.actors import import_actors, imported_actors, refresh_actors
from dateline.steps.actors_merges import merge_actors, merges, unmerge_actors
from dateline.steps.check import check
from dateline.steps.desk import Desk, desk
from dateline.steps.explain import explain
from dateline.steps.ingest import ingest, ingest_files
from dateline.steps.load import load
from dateline.steps.memory import recurring_lines
from dateline.steps.quarantine import find_rejected, rejected, rejected_payload
from dateline.steps.rebuild import rebuild
from dateline.steps.refine import refine
from dateline.steps.replay import replay, replay_days
from dateline.steps.retag import retag
from dateline.steps.status import status
from dateline.steps.stories import stories
from dateline.steps.sweep import sweep

__all__ = [
    "Desk",
    "check",
    "desk",
    "explain",
    "find_rejected",
    "import_actors",
    "imported_actors",
    "ingest",
    "ingest_files",
    "load",
    "merge_actors",
    "merges",
    "rebuild",
    "recurring_lines",
    "refine",
    "refresh_actors",
    "rejected",
    "rejected_payload",
    "replay",
    "replay_days",
    "retag",
    "status",
    "stories",
    "sweep",
    "unmerge_actors",
]
