"""Where a text may be two."""

import pytest

from pipeline.placement.lessons.cuts import KnownTexts, cuts_of

NOTHING = KnownTexts.of([])
PLAN, STATUS = "講座の内容を見直して実施する。", "講座を三回開催し、延べ九十人の参加があった"


def halves(text: str, known: KnownTexts = NOTHING, by_marks: bool = False) -> list[tuple[str, str]]:
    return [(cut.first, cut.second) for cut in cuts_of(text, known, by_marks)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("福祉部 高齢福祉課", "福祉部"),
        ("福祉部高齢福祉課", "福祉部"),
        ("講座を開催した。参加者は多かった", "講座を開催した。"),
        ("80%講座を開催した", "80%"),
        ("講座を開催した80%", "講座を開催した"),
        ("未実施講座は中止", "未実施"),
        ("P31福祉部", "P31"),
    ],
)
def test_a_text_may_be_cut_at_white_space_at_sentences_and_at_closed_forms(text: str, first: str) -> None:
    assert first in [half[0] for half in halves(text)]


def test_a_text_without_such_a_place_is_one() -> None:
    assert halves("講座を開催") == []


@pytest.mark.parametrize(
    "text", ["A講座の内容を見直す", "A 講座の内容を見直す", "◎講座の内容を見直す", "講座の内容を見直す△"]
)
def test_marks_are_cut_off_where_the_document_rates_by_them(text: str) -> None:
    assert {"A", "◎", "△"} & {part for half in halves(text, by_marks=True) for part in half}


def test_a_mark_means_nothing_where_ratings_are_percentages() -> None:
    assert halves("A講座の内容を見直す") == []
    assert halves("DV相談の実施", by_marks=True) == []


def test_a_text_may_be_cut_where_another_of_the_document_begins() -> None:
    known = KnownTexts.of(["講座を三回開催し、延べ八人の参加"])
    (cut,) = cuts_of("継続して行う" + STATUS, known, by_marks=False)
    assert (cut.first, cut.second, cut.is_spaced, cut.known) == ("継続して行う", STATUS, False, 1)


def test_a_text_may_be_cut_behind_the_end_of_another() -> None:
    known = KnownTexts.of(["相談の内容を見直して実施する。"])
    assert (PLAN, STATUS) in halves(PLAN + STATUS, known)


def test_a_short_text_of_the_document_is_known_as_a_whole() -> None:
    known = KnownTexts.of(["継続して実施"])
    (cut,) = cuts_of("継続して実施" + STATUS, known, by_marks=False)
    assert (cut.first, cut.known) == ("継続して実施", 1)


def test_two_known_halves_come_first() -> None:
    known = KnownTexts.of([PLAN, STATUS])
    first, *others = cuts_of(f"{PLAN}{STATUS}。ほかに二件", known, by_marks=False)
    assert (first.second[: len(STATUS)], first.known) == (STATUS, 2)
    assert all(cut.known < 2 for cut in others)


def test_a_text_is_no_witness_of_its_own_cuts() -> None:
    repeated = "多くの市民に周知することができた。"
    known = KnownTexts.of([repeated * 2])
    assert [cut.known for cut in cuts_of(repeated * 2, known, by_marks=False)] == [0]
