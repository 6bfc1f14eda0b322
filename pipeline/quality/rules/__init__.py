"""Every rule there is: one module per family, one function per rule, each returning failing places."""

from types import ModuleType

from pipeline.quality.rules import (
    acceptances,
    arithmetic,
    bureau,
    care,
    changes,
    claims,
    columns,
    department,
    editions,
    figures,
    indicators,
    lost,
    misreading,
    missing,
    narrative,
    numbers,
    pages,
    placeholders,
    rating,
    repetition,
    reprise,
    stages,
    strangers,
    totals,
    truncation,
    year,
)
from pipeline.quality.rules.base import Rule, rules_of

# In the order in which a reader would ask: what is missing, what contradicts itself, who answers, how it was read.
FAMILIES: tuple[ModuleType, ...] = (
    *(missing, lost, editions, rating, narrative, claims, placeholders, year),
    *(arithmetic, totals, numbers, figures, changes, indicators, repetition, strangers, reprise),
    *(department, bureau, misreading, truncation, pages, care),
)
BY_FAMILY: dict[ModuleType, tuple[Rule, ...]] = {
    stages: stages.RULES,
    columns: columns.RULES,
    **{family: rules_of(family) for family in FAMILIES},
    acceptances: acceptances.RULES,
}
RULES: dict[str, Rule] = {rule.code: rule for rules in BY_FAMILY.values() for rule in rules}
