"""Every rule there is: one module per family, one function per rule, each returning failing places."""

from types import ModuleType

from pipeline.quality.rules import (
    arithmetic,
    figures,
    missing,
    numbers,
    repetition,
    reprise,
    stages,
    strangers,
    totals,
)
from pipeline.quality.rules.base import Rule, rules_of

FAMILIES: tuple[ModuleType, ...] = (missing, arithmetic, totals, numbers, figures, repetition, strangers, reprise)
RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*stages.RULES, *(rule for family in FAMILIES for rule in rules_of(family)))
}
