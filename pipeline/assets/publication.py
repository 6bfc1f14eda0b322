"""What is made beside the warehouse: exports and the report for everyone, and the list of findings for the office."""

import dagster as dg

from pipeline.assets.resources import Folders
from pipeline.assets.tables import OWNERS
from pipeline.assets.warehouse import PUBLISHED
from pipeline.reports.exports import write_exports
from pipeline.reports.internal import write_internal_report
from pipeline.reports.page import write_report


@dg.asset(
    key=["publication", "exports"],
    deps=[PUBLISHED],
    group_name="publication",
    kinds={"parquet", "csv"},
    owners=OWNERS,
)
def exports(folders: Folders) -> dg.MaterializeResult:
    """Core tables, marts and findings as Parquet and CSV (UTF-8 with BOM), described by `datapackage.json`.

    Texts that a finding `sensitive_text` is about are replaced; in CSV, what would run as a formula is marked.
    """
    paths = write_exports(folders.settings)
    return dg.MaterializeResult(metadata={"files": len(paths), "path": str(folders.settings.exports)})


@dg.asset(key=["publication", "report"], deps=[PUBLISHED], group_name="publication", kinds={"html"}, owners=OWNERS)
def report(folders: Folders) -> dg.MaterializeResult:
    """The report in Japanese, one page without network: what was read, achievement, completeness, findings."""
    return dg.MaterializeResult(metadata={"path": str(write_report(folders.settings))})


@dg.asset(
    key=["publication", "internal_report"], deps=[PUBLISHED], group_name="publication", kinds={"html"}, owners=OWNERS
)
def internal_report(folders: Folders) -> dg.MaterializeResult:
    """Every finding whole, by responsible section, for the plan office alone: nothing is withheld in it."""
    return dg.MaterializeResult(metadata={"path": str(write_internal_report(folders.settings))})
