"""Run by test_plugin.py in its own process: asks the real Airflow app for the board, as nobody and as two users."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import httpx
from airflow.api_fastapi.app import create_app
from airflow.utils.db import initdb

PATHS = ("/dateline/", "/dateline/topics/nato-russia", "/dateline/assets/board.css", "/dateline/assets/airflow.js")


async def answers() -> dict[str, Any]:
    """Who and path → status; and what Airflow says of the plugin."""
    found: dict[str, Any] = {}
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://board.test") as client:
        for path in PATHS:
            found[f"nobody {path}"] = (await client.get(path)).status_code
            forged = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}
            found[f"forged {path}"] = (await client.get(path, headers=forged)).status_code
        for user in ("admin", "reader"):
            signed = await client.post("/auth/token", json={"username": user, "password": f"pass-{user}"})
            head = {"Authorization": f"Bearer {signed.json()['access_token']}"}
            for path in PATHS:
                answer = await client.get(path, headers=head)
                found[f"{user} {path}"] = answer.status_code
            found[f"{user} POST"] = (await client.post("/dateline/", headers=head)).status_code
            found[f"{user} policy"] = answer.headers["content-security-policy"]
        listed = (await client.get("/api/v2/plugins", headers=head)).json()["plugins"]
        found["entry"] = next(p for p in listed if p["name"] == "dateline_board")["react_apps"][0]
        found["errors"] = (await client.get("/api/v2/plugins/importErrors", headers=head)).json()["import_errors"]
    return found


if __name__ == "__main__":
    initdb()
    sys.stdout.write("\nANSWERS " + json.dumps(asyncio.run(answers())) + "\n")
