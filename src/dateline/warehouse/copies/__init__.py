"""What copies are found by, kept in the live file from load to load, so that a batch costs the same however many lie
behind it: run when a batch of article_versions comes, comes again, or goes.

What is kept is the same for the same batches in any order: pairs are found from either side, and a key that has become
common is left out when the tables are derived, as if it had been so from the start.
"""

from dateline.warehouse.copies.arrival import arrive
from dateline.warehouse.copies.kept import create

__all__ = ["arrive", "create"]
