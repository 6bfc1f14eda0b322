"""Blank cells within a row, and how often a document leaves its columns blank."""

import numpy as np

from pipeline.placement.alignment.blanks import blank_scores, is_within, with_blanks
from pipeline.placement.evidence.scoring import FIELDS
from pipeline.placement.evidence.texts import coded
from pipeline.placement.slots import Slot

SLOTS = (Slot("measure"), Slot("description", is_optional=True), Slot("status", 2022), Slot("achievement", 2022))
STATUS, ACHIEVEMENT = FIELDS.index("status"), FIELDS.index("achievement")
GENERAL = np.full(len(FIELDS), -2.5)


def test_a_blank_before_the_last_text_is_within_the_row() -> None:
    texts, codes = coded([["", "窓口相談", " ", "100%", "", "\u3000"], ["", ""]])
    code = np.full((6, 2), -1)
    code[:6, 0], code[:2, 1] = codes
    assert is_within(texts, code).T.tolist() == [[True, False, True, False, False, False], [False] * 6]


def scores_of(rows: int, blank_ratings: int) -> np.ndarray:
    """So many rows of measure, status, rating; in some the rating is blank."""
    match, within = np.zeros((3, len(SLOTS), rows)), np.zeros((3, rows), dtype=bool)
    match[[0, 1, 2], [0, 2, 3]] = 1.0
    within[2, :blank_ratings] = True
    return blank_scores([(SLOTS, match, within)], GENERAL)


def test_a_column_often_left_blank_is_where_a_blank_belongs() -> None:
    scores = scores_of(rows=200, blank_ratings=80)
    assert scores[ACHIEVEMENT] > -0.5 > GENERAL[0] > scores[STATUS]


def test_a_document_without_blanks_teaches_nothing_but_what_is_known() -> None:
    np.testing.assert_allclose(scores_of(rows=1, blank_ratings=0)[[STATUS, ACHIEVEMENT]], GENERAL[0], atol=0.1)


def test_only_the_columns_of_years_are_learnt() -> None:
    scores = scores_of(rows=200, blank_ratings=80)
    assert (
        scores[[FIELDS.index(field) for field in ("measure", "item", "description", "reprise")]].tolist() == [0.0] * 4
    )


def test_the_habit_replaces_the_score_of_blanks_within_a_row_alone() -> None:
    match, within = np.zeros((3, len(SLOTS), 1)), np.array([[True], [False], [False]])
    scores = np.arange(len(FIELDS), dtype=float)
    with_blanks(match, SLOTS, within, scores)
    assert match[0, :, 0].tolist() == [0.0, 0.0, STATUS, ACHIEVEMENT]
    assert not match[1:].any()
