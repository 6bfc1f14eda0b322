"""The words that columns of tables may hold, and readers use: fields, kinds, states. Imports nothing."""

LINE_KINDS = [
    "blank",
    "header",
    "separator",
    "title",
    "policy",
    "measure",
    "continuation",
    "total",
    "note",
    "unreadable",
]
PLAN_FIELDS = ["policy", "item", "measure", "description", "page", "bureau", "section", "reprise"]
INDICATOR_FIELDS = ["indicator", "unit", "baseline"]
# What a row of core.fact_progress tells of its year.
YEARLY_FIELDS = ["plan", "status", "evaluation", "achievement", "direction"]
DATED_FIELDS = [*YEARLY_FIELDS, "target", "actual"]
FIELDS = [*PLAN_FIELDS, *INDICATOR_FIELDS, *DATED_FIELDS, "attribute"]
DISPOSITION_FIELDS = ["surplus", "quarantined"]
METHODS = ["positional", "aligned", "adjudicated"]
ACHIEVEMENT_KINDS = [
    "percent",
    "implemented",
    "not_implemented",
    "not_applicable",
    "by_component",
    "graded",
    "missing",
    "not_due",
    "unreadable",
]
POLICY_KINDS = ["basic", "priority", "other"]
ATTRIBUTIONS = ["own", "shared"]
RESTATEMENT_KINDS = ["changed", "filled", "emptied"]
FIELD_STATES = ["filled", "dash", "blank", "lost", "quarantined"]
DISPOSITIONS = [
    "fact",
    "dimension",
    "heading",
    "separator",
    "title",
    "total",
    "note",
    "policy",
    "surplus",
    "quarantined",
    "unread",
]
ANSWERS = ["rating", "text", "confirmation", "relation", "ending"]
SEVERITIES = ["error", "warning", "notice"]
FINDING_STATES = ["new", "persisting", "accepted", "superseded"]


def is_place(field: str, fiscal_year: object) -> bool:
    """Say whether a field can be asked for with (`fiscal_year` given) or without a year.

    What a year is told by has one, what the plan itself says has none; indicators and attributes may.
    """
    if field in YEARLY_FIELDS or field in PLAN_FIELDS:
        return bool(fiscal_year) == (field in YEARLY_FIELDS)
    return field in FIELDS
