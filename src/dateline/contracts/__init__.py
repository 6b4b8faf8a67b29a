"""The contracts: what every table is, from one file each in schemas/.

`model` reads them strictly; the other modules render one contract each way: an Arrow schema and row rules (`arrow`,
`judge`), a DuckDB table with comments and the keys as checks (`duckdb`), Great Expectations (`expectations`) and the
data dictionary (`dictionary`).
"""

from dateline.contracts.arrow import conform, schema
from dateline.contracts.judge import Verdict, judge
from dateline.contracts.model import Contract, Field, ForeignKey, Rule, contracts

__all__ = ["Contract", "Field", "ForeignKey", "Rule", "Verdict", "conform", "contracts", "judge", "schema"]
