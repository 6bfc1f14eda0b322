"""Faults worded freshly are found, harmless texts are left alone (tests/data/planted, `make bench-findings`)."""

from benchmarks.planted import false_alarms, harmless_texts, planted_faults, recall_rows

LEAST_FOUND = 85
MOST_ALARMS_PER_100 = 2


def test_held_out_faults_are_found() -> None:
    total = recall_rows(planted_faults(), "held out")[-1]
    assert int(total["%"]) >= LEAST_FOUND, total


def test_harmless_texts_are_left_alone() -> None:
    cases = harmless_texts()
    alarms = false_alarms(cases)
    assert 100 * len(alarms) <= MOST_ALARMS_PER_100 * len(cases), alarms
