from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest

from dateline.fetch import Client, Limits, resolve_map
from tests.fetch.servers import Site, served


@pytest.fixture
def start() -> Iterator[Callable[[Site], Site]]:
    """Starts servers; they stop with the test."""
    with ExitStack() as stack:
        yield lambda site: stack.enter_context(served(site))


@pytest.fixture
def site(start: Callable[[Site], Site]) -> Site:
    return start(Site())


@pytest.fixture
def client(site: Site, noon: datetime) -> Client:
    """A client that knows the site as http://site.example/."""
    return Client(resolve_map(site.hosts("site.example")), lambda: noon, Limits(deadline_seconds=5))
