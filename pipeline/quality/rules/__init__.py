"""Every rule there is: one module per family, one function per rule, each returning failing places."""

from types import ModuleType

from pipeline.quality.rules import acceptances
from pipeline.quality.rules.absence import lost, missing, placeholders
from pipeline.quality.rules.base import Rule, rules_of
from pipeline.quality.rules.departments import bureau, department
from pipeline.quality.rules.figures import arithmetic, changes, indicators, numbers, rating, series, totals
from pipeline.quality.rules.listings import editions, reprise
from pipeline.quality.rules.reading import columns, misreading, pages, stages, strangers, truncation
from pipeline.quality.rules.texts import care, claims, narrative, repetition, year

# In the order in which a reader would ask: what is missing, what contradicts itself, who answers, how it was read.
FAMILIES: tuple[ModuleType, ...] = (
    *(missing, lost, editions, rating, narrative, claims, placeholders, year),
    *(arithmetic, totals, numbers, series, changes, indicators, repetition, strangers, reprise),
    *(department, bureau, misreading, truncation, pages, care),
)
BY_FAMILY: dict[ModuleType, tuple[Rule, ...]] = {
    stages: stages.RULES,
    columns: columns.RULES,
    **{family: rules_of(family) for family in FAMILIES},
    acceptances: acceptances.RULES,
}
RULES: dict[str, Rule] = {rule.code: rule for rules in BY_FAMILY.values() for rule in rules}
