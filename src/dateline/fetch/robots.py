"""What a site's robots.txt asks of us (RFC 9309), read through the same gate as everything else."""

from __future__ import annotations

from urllib.parse import urlsplit

from protego import Protego

from dateline.fetch.http import Client
from dateline.payload import Fault

AGENT = "dateline"
_BYTES = 500 * 1024
_LONGEST_DELAY_SECONDS = 30.0


class Robots:
    """The robots.txt files of one run, each asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Protego | Fault] = {}

    def refusal(self, url: str) -> Fault | None:
        """Why the page may not be fetched; None when it may.

        A missing file allows everything. One that cannot be had for now allows nothing for now, and its own fault is
        the reason.
        """
        rules = self._of(url)
        if isinstance(rules, Fault):
            return Fault(rules.code, f"robots.txt: {rules.detail}")
        return None if rules.can_fetch(url, AGENT) else Fault("fetch.robots", "robots.txt of the host")

    def delay_seconds(self, url: str) -> float:
        """The pause the site asks for between two pages; at most half a minute."""
        rules = self._of(url)
        asked = None if isinstance(rules, Fault) else rules.crawl_delay(AGENT)
        return min(float(asked), _LONGEST_DELAY_SECONDS) if asked else 0.0

    def _of(self, url: str) -> Protego | Fault:
        split = urlsplit(url)
        origin = f"{split.scheme}://{split.netloc.rpartition('@')[2]}"
        if origin not in self._rules:
            self._rules[origin] = self._read(f"{origin}/robots.txt")
        return self._rules[origin]

    def _read(self, url: str) -> Protego | Fault:
        answer = self._client.get(url)
        is_missing = answer.status_code is not None and 400 <= answer.status_code < 500
        if answer.fault and (answer.fault.code != "fetch.status" or not is_missing):
            return answer.fault
        return Protego.parse(answer.body[:_BYTES].decode("utf-8-sig", "replace"))
