"""The web pages: one read-only app, served alone by `dateline board` or inside Airflow's page by plugins/."""

from dateline.board.app import board

__all__ = ["board"]
