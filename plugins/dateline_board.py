"""The board inside Airflow's page, behind Airflow's login: an entry "Dateline" in the bar on the left."""

from __future__ import annotations

from typing import Any

from airflow.plugins_manager import AirflowPlugin


class Board:
    """The board as an ASGI app, made at its first request: every task's process loads the plugins, and needs none."""

    def __init__(self) -> None:
        self.app: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self.app is None:
            self.app = _board()
        await self.app(scope, receive, send)


def _board() -> Any:
    from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
    from airflow.api_fastapi.core_api.security import requires_access_view
    from fastapi import Depends

    from dateline import home as places
    from dateline.board import board

    project = places.project()
    guard = Depends(requires_access_view(AccessView.PLUGINS))
    return board(project, places.home(project), dependencies=[guard])


class DatelineBoard(AirflowPlugin):
    """Mounts the board and shows it in Airflow's page."""

    name = "dateline_board"
    fastapi_apps = [{"app": Board(), "url_prefix": "/dateline", "name": "Dateline"}]  # noqa: RUF012 - Airflow's own form
    # Not an external_view: Airflow shows those in a frame that may not open a story's link.
    react_apps = [  # noqa: RUF012
        {
            "name": "Dateline",
            "bundle_url": "dateline/assets/airflow.js",
            "destination": "nav",
            "url_route": "dateline",
            "icon": "dateline/assets/mark.svg",
            "nav_top_level": True,
        }
    ]
