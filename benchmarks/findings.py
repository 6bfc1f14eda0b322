"""How many planted faults are found, how often harmless texts are asked about, how many findings readers confirmed.

`make bench-findings`. What is planted, and by whom: tests/data/planted/README.md.
"""

from tabulate import tabulate

from benchmarks.planted import PARTS, Case, false_alarms, harmless_texts, planted_faults, recall_rows
from tests.contract.test_rules_page import readings_by_rule


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


if __name__ == "__main__":
    main()
