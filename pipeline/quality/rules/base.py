"""What a rule is: what it reports, how it says so, what it asks the responsible section, and how it finds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable

Severity = Literal["error", "warning", "notice"]
# What an answer to the question can be: a rating, a text for the cell, a yes that it is right as it is; of a measure,
# whether it is the same or another one, or what became of it.
Answer = Literal["rating", "text", "confirmation", "relation", "ending"]
Check = Callable[[ProgressTable], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule. Messages and question are templates over a finding's `observed` and `expected`.

    `question_ja` is what the responsible section is asked, in one polite sentence; empty where no section can answer.
    `check` returns the failing places of all documents; None: a stage reports it while it works.
    """

    code: str
    severity: Severity
    title_ja: str
    title_en: str
    rationale: str
    rationale_ja: str
    message_ja: str
    message_en: str
    example: str
    question_ja: str
    answer: Answer
    check: Check | None = None


def rule(
    *,
    severity: Severity,
    title_ja: str,
    title_en: str,
    rationale: str,
    rationale_ja: str,
    message_ja: str,
    message_en: str,
    example: str,
    question_ja: str = "",
    answer: Answer = "confirmation",
) -> Callable[[Check], Rule]:
    """Make a function that yields failing places a rule; its name is the rule's code."""

    def declared(check: Check) -> Rule:
        return Rule(
            code=check.__name__,
            severity=severity,
            title_ja=title_ja,
            title_en=title_en,
            rationale=rationale,
            rationale_ja=rationale_ja,
            message_ja=message_ja,
            message_en=message_en,
            example=example,
            question_ja=question_ja,
            answer=answer,
            check=check,
        )

    return declared


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules a module declares, in their order."""
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))
