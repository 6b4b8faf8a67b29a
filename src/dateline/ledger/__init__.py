"""The ledger of what was received: a small database, SQLite by default, Postgres by URL."""

from dateline.ledger.book import KeptBatch, Ledger
from dateline.ledger.leases import Lease

__all__ = ["KeptBatch", "Lease", "Ledger"]
