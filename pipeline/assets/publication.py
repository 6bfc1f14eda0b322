"""What goes out beside the warehouse: exports and the report."""

import dagster as dg

from pipeline.assets.resources import Folders
from pipeline.assets.tables import OWNERS
from pipeline.assets.warehouse import PUBLISHED
from pipeline.reports.exports import write_exports
from pipeline.reports.page import write_report


@dg.asset(
    key=["publication", "exports"],
    deps=[PUBLISHED],
    group_name="publication",
    kinds={"parquet", "csv"},
    owners=OWNERS,
)
def exports(folders: Folders) -> dg.MaterializeResult:
    """Core tables and marts as Parquet and CSV (UTF-8 with BOM), described by `datapackage.json`."""
    paths = write_exports(folders.settings)
    return dg.MaterializeResult(metadata={"files": len(paths), "path": str(folders.settings.exports)})


@dg.asset(key=["publication", "report"], deps=[PUBLISHED], group_name="publication", kinds={"html"}, owners=OWNERS)
def report(folders: Folders) -> dg.MaterializeResult:
    """The report in Japanese, one page without network: what was read, achievement, completeness, findings."""
    return dg.MaterializeResult(metadata={"path": str(write_report(folders.settings))})
