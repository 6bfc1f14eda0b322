"""Every rule there is: one module per family, one function per rule, each returning failing places."""

from types import ModuleType

from pipeline.quality.rules import acceptances, missing, stages
from pipeline.quality.rules.base import Rule, rules_of

FAMILIES: tuple[ModuleType, ...] = (missing,)
BY_FAMILY: dict[ModuleType, tuple[Rule, ...]] = {
    stages: stages.RULES,
    **{family: rules_of(family) for family in FAMILIES},
    acceptances: acceptances.RULES,
}
RULES: dict[str, Rule] = {rule.code: rule for rules in BY_FAMILY.values() for rule in rules}
