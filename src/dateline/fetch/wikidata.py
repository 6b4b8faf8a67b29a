"""Wikidata's query service asked once, by a person's command: the bytes of the answer.

The address is one the user names (or the public one, which exists to be asked by programs), as a wire's own address is;
so robots.txt, which is for those who follow links, is not consulted here. One question a command, never on a schedule.
See https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual for the service's own limits (60 s a question).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from dateline.errors import Permanent, Transient, UsageError
from dateline.fetch.http import Client, Clock, Limits
from dateline.fetch.masking import masked, plain

ADDRESS = "https://query.wikidata.org/sparql"
_LIMITS = Limits(deadline_seconds=90.0, body_bytes=128 * 1024 * 1024)
_LATER = frozenset({"fetch.connection", "fetch.deadline", "fetch.truncated"})
_BUSY = frozenset({429, 500, 502, 503, 504})


def asked(address: str, query: str, resolve: Mapping[str, str], clock: Clock) -> bytes:
    """What the service answers to a SPARQL query, as application/sparql-results+json.

    Raises UsageError for what is no address, Transient when there is no network or the service is busy (with how long
    it asks to wait), Permanent when it refuses or says something else.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise UsageError("--address", expected="an http or https address", found=plain(masked(address)))
    mark = "&" if urlsplit(address).query else "?"
    bare = "\n".join(line.strip() for line in query.splitlines() if not line.lstrip().startswith("#"))
    asking = urlencode({"query": bare.strip(), "format": "json"})
    answer = Client(resolve, clock, _LIMITS).get(f"{address}{mark}{asking}")
    if answer.fault is None:
        return answer.body
    where = plain(masked(address))
    found = f"{answer.fault.code} {answer.fault.detail}".strip()
    if answer.status_code in _BUSY:
        wait = f" It asks to wait {plain(answer.retry_after, 40)} s." if answer.retry_after else ""
        raise Transient(where, expected="an answer", found=found, todo=f"The service is busy.{wait} Try again later.")
    if answer.fault.code in _LATER:
        raise Transient(
            where,
            expected="an answer",
            found=found,
            todo="Is there a network? `dateline actors import FILE` takes an answer that was saved elsewhere.",
        )
    raise Permanent(where, expected="an answer", found=found, todo="See --address and --query.")
