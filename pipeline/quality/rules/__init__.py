"""Every rule there is: one module per family, one function per rule, each returning failing places."""

from types import ModuleType

from pipeline.quality.rules import bureau, care, department, misreading, missing, pages, stages, truncation
from pipeline.quality.rules.base import Rule, rules_of

FAMILIES: tuple[ModuleType, ...] = (missing, department, bureau, misreading, truncation, pages, care)
RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*stages.RULES, *(rule for family in FAMILIES for rule in rules_of(family)))
}
