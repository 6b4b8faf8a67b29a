"""The app: routes, security headers, and honest pages when there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import jinja2
from fastapi import FastAPI, Request, Response
from fastapi.params import Depends
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline import vocabulary
from dateline.board import charts, verdicts, words
from dateline.board import topic as topics
from dateline.board.assets import assets
from dateline.board.closed import Closed, closed, written_at
from dateline.board.today import today
from dateline.errors import DatelineError
from dateline.home import Home, Project
from dateline.warehouse import open_published, published

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_FOREVER = "private, max-age=31536000, immutable"


def _now() -> datetime:
    return datetime.now(UTC)


class _Guarded:
    """Every answer with the security headers, whoever made it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((k.lower().encode(), v.encode()) for k, v in HEADERS.items()),
                ]
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


class _Pages:
    """Pages made of templates; all that a page needs besides its own figures is added here."""

    def __init__(self, project: Project, home: Home, clock: Callable[[], datetime]) -> None:
        self.home, self.clock = home, clock
        self.reasons = vocabulary.reasons(project.vocabulary)
        self.names = topics.names(project.vocabulary)
        self.assets = assets()
        self.templates = jinja2.Environment(
            loader=jinja2.PackageLoader("dateline.board"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters.update(words.FILTERS)

    def page(self, request: Request, template: str, status: int = 200, **figures: Any) -> Response:
        root = _root(request)
        text = self.templates.get_template(template).render(
            root=root or "./",
            asset=lambda name: f"{root}assets/{name}?{self.assets[name].tag}",
            now=self.clock(),
            topics=self.names,
            **figures,
        )
        headers = {"Cache-Control": "no-store"} | ({"Retry-After": "30"} if status == 503 else {})
        return HTMLResponse(text, status, headers)

    def today(self, request: Request) -> Response:
        now, version = self.clock(), published(self.home.warehouse)
        with open_published(self.home.warehouse) as con:
            found = today(con, self.reasons, now)
            counts = topics.counts(con)
        made_at = written_at(self.home.warehouse)
        tiles = (
            verdicts.fresh(found.last_received_at, found.newest_at, made_at, now),
            verdicts.complete(found.wires),
            verdicts.trusted(found.checked, found.last_received_at, now),
        )
        return self.page(
            request,
            "today.html",
            found=found,
            tiles=tiles,
            headline=verdicts.headline(tiles),
            charts=[(wire, charts.hours(wire, place)) for place, wire in enumerate(found.wires, 1)],
            version=version,
            made_at=made_at,
            counts=counts,
        )

    def topic(self, request: Request, topic_id: str) -> Response:
        with open_published(self.home.warehouse) as con:
            counts = topics.counts(con)
            if topic_id not in counts and topic_id not in self.names:
                raise HTTPException(404)
            name = self.names.get(topic_id) or topic_id.replace("-", " ").capitalize()
            found = topics.topic(con, topic_id, name)
        made_at = written_at(self.home.warehouse)
        return self.page(
            request,
            "topic.html",
            found=found,
            charts=[charts.timeline(found), charts.dyads(found)],
            made_at=made_at,
            version=published(self.home.warehouse),
        )

    def asset(self, request: Request, name: str) -> Response:
        found = self.assets.get(name)
        if found is None:
            raise HTTPException(404)
        keep = _FOREVER if request.url.query == found.tag else "no-cache"
        return Response(
            found.body, media_type=found.media_type, headers={"Cache-Control": keep, "ETag": f'"{found.tag}"'}
        )


def _root(request: Request) -> str:
    """The way from the page back to the app's own root, so that no link knows where the app is mounted."""
    scope = request.scope
    path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")).rstrip("/"))
    return "../" * max(0, path.count("/") - 1)


def board(
    project: Project, home: Home, *, clock: Callable[[], datetime] = _now, dependencies: Sequence[Depends] = ()
) -> FastAPI:
    """The board's app. `dependencies` guard every route (Airflow's login); links are relative, so mount it anywhere.

    Raises ConfigError when the vocabulary is ill-formed. The warehouse is opened anew for each page.
    """
    pages = _Pages(project, home, clock)
    app = FastAPI(
        title="Dateline",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=list(dependencies),
        middleware=[Middleware(_Guarded)],
    )

    def unreadable(request: Request, error: Exception) -> Response:
        assert isinstance(error, DatelineError)
        return pages.page(request, "closed.html", 503, told=closed(home.warehouse, error))

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code != 404:
            return Response(str(error.detail), error.status_code, error.headers, "text/plain")
        told = Closed("No such page", "Nothing is kept under this address.", "Go to the first page.")
        return pages.page(request, "closed.html", 404, told=told)

    def failed(request: Request, error: Exception) -> Response:
        told = Closed(
            "This page failed", "That is a fault of the board, not of your data.", "See the log; then report it."
        )
        answer = pages.page(request, "closed.html", 500, told=told)
        answer.headers.update(HEADERS)
        return answer

    app.add_exception_handler(DatelineError, unreadable)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, failed)
    app.get("/", response_class=HTMLResponse)(pages.today)
    app.get("/topics/{topic_id}", response_class=HTMLResponse)(pages.topic)
    app.get("/assets/{name:path}")(pages.asset)
    return app
