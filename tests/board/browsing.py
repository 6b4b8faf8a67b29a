"""Pages asked for without a socket, and a real server on loopback for a real browser."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import uvicorn


def get(app: Any, path: str, method: str = "GET", **options: Any) -> httpx.Response:
    """The app's answer."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://board.test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(ask())


@contextlib.contextmanager
def served(app: Any) -> Iterator[str]:
    """The address at which the app is served, by a server in a thread that ends with the block."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
