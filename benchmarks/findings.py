"""How many planted faults are found, how often harmless texts are asked about, how many findings readers confirmed.

`make bench-findings`. What is planted, and by whom: tests/data/planted/README.md.
"""

from collections import Counter

from tabulate import tabulate

from benchmarks.planted import PARTS, Case, false_alarms, harmless_texts, planted_faults, recall_rows
from pipeline.plans.plan import read_plans
from pipeline.plans.tables import plan_tables
from pipeline.quality.rules import RULES
from pipeline.quality.rules.families import FAMILY_OF
from tests.contract.test_rules_page import readings_by_rule
from tests.layout_cities import layouts_in

# Tables of other cities: their texts are those of two towns, their marks and evaluations are invented.
_LAYOUTS = "layouts"
_TEXT_FIELDS = ("plan", "status", "evaluation")
_OF_TEXTS = ("Ratings and figures", "Texts", "Sensitive texts")


def main() -> None:
    """Print recall by kind and part, false alarms, and the share of findings read as right."""
    faults, harmless = planted_faults(), harmless_texts()
    by_part = {part: {row["kind"]: row for row in recall_rows(faults, part)} for part in PARTS}
    rows = [row | {part: _share(by_part[part].get(row["kind"])) for part in PARTS} for row in recall_rows(faults)]
    print(tabulate(rows, headers="keys", disable_numparse=True, colalign=("left", *("right",) * (3 + len(PARTS)))))
    for part in PARTS:
        print(f"{part}: {by_part[part]['all']['%']} % found")
    for part in sorted({case.part for case in harmless}):
        _print_alarms(part, [case for case in harmless if case.part == part])
    _print_layout_alarms()
    shares = readings_by_rule().values()
    read, right = sum(share.read for share in shares), sum(share.right for share in shares)
    print(f"findings on the real document read: {read}; right: {right} ({100 * right / read:.0f} %)")


def _share(row: dict[str, str] | None) -> str:
    return f"{row['found']}/{row['planted']}" if row else ""


def _print_alarms(part: str, cases: list[Case]) -> None:
    alarms = false_alarms(cases)
    told = 100 * len(alarms) / len(cases)
    care = sum(alarm.rule_code == "sensitive_text" for alarm in alarms)
    print(
        f"harmless, {part}: {len(cases)} texts, {len(alarms)} warnings and errors ({told:.1f} per 100), {care} of care"
    )


def _print_layout_alarms() -> None:
    """Print how often texts of other cities' tables and their ratings are asked about, and by which rules."""
    texts, alarms = 0, Counter[str]()
    for layout in layouts_in(_LAYOUTS):
        (plan,) = read_plans(layout / "seeds")
        tables = plan_tables(plan)
        placed = tables["staging.placed_cell"]
        texts += placed.loc[placed["field"].isin(_TEXT_FIELDS), "text"].nunique()
        alarms.update(filter(_is_about_text, tables["stage.gathered_finding"]["rule_code"]))
    told = 100 * alarms.total() / texts
    print(f"layouts: {texts} texts, {alarms.total()} warnings ({told:.1f} per 100): {dict(alarms)}")


def _is_about_text(rule_code: str) -> bool:
    return FAMILY_OF[rule_code].family_en in _OF_TEXTS and RULES[rule_code].severity != "notice"


if __name__ == "__main__":
    main()
