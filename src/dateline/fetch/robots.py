"""What a site's robots.txt asks of us (RFC 9309), read through the same gate as everything else."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dateline.fetch.http import Client

AGENT = "dateline"
_BYTES = 500 * 1024
_LONGEST_DELAY_SECONDS = 30.0


class Robots:
    """The robots.txt files of one run, each asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: Mapping[str, RobotFileParser] = {}

    def allows(self, url: str) -> bool:
        """Whether the page may be fetched: a missing file allows everything, one that cannot be had nothing."""
        try:
            return self._of(url).can_fetch(AGENT, url)
        except ValueError:  # robotparser takes addresses apart once unquoted, which some do not survive
            return False

    def delay_seconds(self, url: str) -> float:
        """The pause the site asks for between two pages; at most half a minute."""
        asked = self._of(url).crawl_delay(AGENT)
        return min(float(asked), _LONGEST_DELAY_SECONDS) if asked else 0.0

    def _of(self, url: str) -> RobotFileParser:
        split = urlsplit(url)
        origin = f"{split.scheme}://{split.netloc.rpartition('@')[2]}"
        if origin not in self._rules:
            self._rules = {**self._rules, origin: self._read(f"{origin}/robots.txt")}
        return self._rules[origin]

    def _read(self, url: str) -> RobotFileParser:
        rules = RobotFileParser()
        answer = self._client.get(url)
        if answer.fault is None:
            rules.parse(answer.body[:_BYTES].decode("utf-8-sig", "replace").splitlines())
        elif answer.status_code is not None and 400 <= answer.status_code < 500:
            rules.allow_all = True  # type: ignore[attr-defined]
        else:
            rules.disallow_all = True  # type: ignore[attr-defined]
        rules.modified()  # without it robotparser takes the file as never read, and forbids everything
        return rules
