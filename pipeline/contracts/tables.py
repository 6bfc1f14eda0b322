"""Every table of the warehouse, in the order in which it is built."""

from pipeline.contracts import core, editions, marts, quality, raw, staging
from pipeline.contracts.base import Contract, table_name

RAW: tuple[type[Contract], ...] = (raw.Document, raw.Line, raw.Cell)
STAGING: tuple[type[Contract], ...] = (
    staging.HeadingField,
    staging.PlacedCell,
    staging.SuppliedValue,
    staging.ListingField,
)
# What builder of `facts/core.py` collects from each document, and what is told over all editions of a plan.
OF_DOCUMENTS: tuple[type[Contract], ...] = (
    core.DimFiscalYear,
    core.DimPolicy,
    core.DimDepartment,
    core.DimMeasure,
    core.MeasureListing,
    core.BridgeMeasureDepartment,
    core.FactProgress,
    core.FactAchievementComponent,
    core.DimRatingScale,
    core.FactIndicator,
    core.FactAttribute,
)
OF_EDITIONS: tuple[type[Contract], ...] = (
    editions.DimPlan,
    editions.CurrentField,
    editions.CurrentProgress,
    editions.FactRestatement,
)
CORE: tuple[type[Contract], ...] = (*OF_DOCUMENTS, *OF_EDITIONS)
QUALITY: tuple[type[Contract], ...] = (
    quality.Rule,
    quality.GatheredFinding,
    quality.FindingOwner,
    quality.CellLedger,
    quality.Lineage,
    quality.SuppliedLineage,
)
MARTS: tuple[type[Contract], ...] = marts.MARTS

# What the assets hand on as Parquet and what the content hash covers. The rest is made while building: marts come from
# SQL, and what depends on the run (the state of findings, the run itself) is added to the findings that were gathered.
STAGED: tuple[type[Contract], ...] = (*RAW, *STAGING, *CORE, *QUALITY)
OF_THE_RUN: tuple[type[Contract], ...] = (quality.Finding, quality.FindingHistory, quality.Run)
# Tables whose rows can come from several plans: their keys name no plan.
OF_SEVERAL_PLANS: tuple[type[Contract], ...] = (core.DimFiscalYear, core.DimDepartment, quality.Rule)
BUILT: tuple[type[Contract], ...] = (*MARTS, *OF_THE_RUN)
BY_NAME: dict[str, type[Contract]] = {
    table_name(contract): contract for contract in (*STAGED, *BUILT) if contract is not quality.GatheredFinding
}
