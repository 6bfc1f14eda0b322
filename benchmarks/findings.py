"""How many planted faults are found, how often harmless texts are asked about, how many findings readers confirmed.

`make bench-findings`. What is planted: tests/data/planted/README.md.
"""

from tabulate import tabulate

from benchmarks.planted import false_alarms, harmless_texts, planted_faults, recall_rows
from tests.contract.test_rules_page import readings_by_rule


def main() -> None:
    """Print recall by kind, in all and in the held-out part, false alarms, and the share of findings read as right."""
    faults, harmless = planted_faults(), harmless_texts()
    held_out = {row["kind"]: row for row in recall_rows(faults, "held out")}
    rows = [
        row | {"held out": held_out[row["kind"]]["planted"], "found held out": held_out[row["kind"]]["found"]}
        for row in recall_rows(faults)
    ]
    print(tabulate(rows, headers="keys", disable_numparse=True, colalign=("left", *("right",) * 5)))
    total = held_out["all"]
    print(f"held out: {total['found']} of {total['planted']} found, {total['%']} %")
    alarms = false_alarms(harmless)
    print(f"harmless texts: {len(harmless)}; warnings and errors about them: {len(alarms)}")
    for finding in alarms:
        print(f"  {finding.rule_code}: {finding.observed} / {finding.expected}")
    shares = readings_by_rule().values()
    read, right = sum(share.read for share in shares), sum(share.right for share in shares)
    print(f"findings on the real document read: {read}; right: {right} ({100 * right / read:.0f} %)")


if __name__ == "__main__":
    main()
