"""The network and the inboxes: payloads as they come, and the faults of those that do not.

Everything that asks an address goes through one `Client`, and every hop of it through one `Gate`.
"""

from dateline.fetch.gate import Gate, resolve_map
from dateline.fetch.http import Answer, Client, Limits
from dateline.fetch.inbox import dropped, drops, has_drops, resting, taken
from dateline.fetch.masking import masked
from dateline.fetch.pages import Visit
from dateline.fetch.pull import Outcome, Pull
from dateline.fetch.verify import Verification, verify, with_verified
from dateline.fetch.wikidata import ADDRESS as WIKIDATA
from dateline.fetch.wikidata import asked

__all__ = [
    "WIKIDATA",
    "Answer",
    "Client",
    "Gate",
    "Limits",
    "Outcome",
    "Pull",
    "Verification",
    "Visit",
    "asked",
    "dropped",
    "drops",
    "has_drops",
    "masked",
    "resolve_map",
    "resting",
    "taken",
    "verify",
    "with_verified",
]
