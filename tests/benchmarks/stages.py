"""Where the time of reading a text goes: the functions of each stage, timed from outside by a profiler hook.

Only the functions named here are wrapped; time spent in one named function is not counted again in its caller.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STAGES = {
    "tokenising": ("dateline.extract.reading", "words"),
    "network, with word pieces": ("dateline.extract.neural.network.Network", "read"),
    "the encoder alone": ("dateline.extract.neural.network.Network", "run"),
    "words, sentences and trees": ("dateline.extract.reading", "_add"),
    "attributions": ("dateline.extract.story", "attributions"),
    "names": ("dateline.extract.story", "names"),
    "titles and nominals": ("dateline.extract.story", "titles"),
    "pronouns": ("dateline.extract.story", "pronouns"),
    "who speaks, and the rest of a story": ("dateline.extract.reader", "story"),
}


def measured(docs: list[dict[str, Any]], profile: str) -> dict[str, float]:
    """Seconds of processor time by stage, over all documents, after a first one to warm up."""
    from dateline import extract

    reader = extract.reader(ROOT / "schemas" / "vocabulary", profile)
    extract.annotate(docs[0], reader)
    spent: dict[str, float] = dict.fromkeys([*STAGES, "rows and JSON"], 0.0)
    open_stages: list[list[float]] = []
    undo = [_wrap(where, name, stage, spent, open_stages) for stage, (where, name) in STAGES.items()]
    reader._stories.clear()
    began = time.process_time()
    try:
        for doc in docs:
            json.dumps(extract.annotate(doc, reader))
    finally:
        for put_back in undo:
            put_back()
    spent["rows and JSON"] = time.process_time() - began - sum(spent.values())
    return spent


def _wrap(
    where: str, name: str, stage: str, spent: dict[str, float], open_stages: list[list[float]]
) -> Callable[[], None]:
    owner: Any
    try:
        owner = import_module(where)
    except ModuleNotFoundError:
        module, _, cls = where.rpartition(".")
        owner = getattr(import_module(module), cls)
    plain = getattr(owner, name)

    def timed(*args: Any, **kwargs: Any) -> Any:
        inner = [0.0]
        open_stages.append(inner)
        began = time.process_time()
        try:
            return plain(*args, **kwargs)
        finally:
            used = time.process_time() - began
            open_stages.pop()
            spent[stage] += used - inner[0]
            if open_stages:
                open_stages[-1][0] += used

    setattr(owner, name, timed)
    return lambda: setattr(owner, name, plain)
