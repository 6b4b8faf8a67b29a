"""The command line: a thin skin on steps. Data goes to standard output, talk to standard error.

Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 done but some rows were rejected, 75 busy.
"""

from dateline.cli.app import main

__all__ = ["main"]
