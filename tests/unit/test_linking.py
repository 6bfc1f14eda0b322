"""Measures from edition to edition: which rows go on with which, for certain or perhaps, and what is told of them."""

from dataclasses import replace

import pytest

from pipeline.facts.editions.linking import Decisions, MeasureLink, Portrait, distinctive, links
from pipeline.facts.editions.succession import Succession

NOBODY = Decisions({})
TEXTS = {
    ("status", 2021): "相談窓口を月2回開設し、延べ34人の相談を受けた。",
    ("evaluation", 2021): "周知の方法に課題が残った。",
    ("plan", 2022): "引き続き相談窓口を開設する。",
}
OTHER_TEXTS = {place: f"{text[::-1]}について検討した。" for place, text in TEXTS.items()}


def portrait(name: str, year: int, line_no: int = 5, **changed: object) -> Portrait:
    shown = Portrait(name, name, f"c_p_{year}", line_no, "b1", frozenset({"健康課"}), "12", TEXTS, "above")
    return replace(shown, **changed)  # type: ignore[arg-type]


def found(newer: list[Portrait], older: list[Portrait], decisions: Decisions = NOBODY) -> list[tuple[str, str, str]]:
    return sorted((link.newer.name, link.older.name, link.certainty) for link in links(newer, older, decisions))


@pytest.mark.parametrize("name", ["こころの健康相談事業", "メンタルヘルス窓口"])
def test_old_texts_word_for_word_in_the_same_place_are_the_same_measure(name: str) -> None:
    assert found([portrait(name, 2023)], [portrait("こころの相談", 2022)]) == [(name, "こころの相談", "likely")]


def test_a_word_more_in_the_name_is_the_same_measure_where_no_text_speaks_against_it() -> None:
    newer = portrait("こころの相談事業", 2023, texts={})
    assert found([newer], [portrait("こころの相談", 2022)]) == [("こころの相談事業", "こころの相談", "likely")]


def test_other_texts_for_the_same_years_are_another_measure() -> None:
    newer = portrait("こころの相談事業", 2023, texts=OTHER_TEXTS)
    assert found([newer], [portrait("こころの相談", 2022)]) == []


def test_a_distant_name_without_shared_texts_is_a_question_or_nothing() -> None:
    newer = portrait("こころと体の相談会", 2023, texts={})
    assert found([newer], [portrait("こころの相談", 2022)]) == [("こころと体の相談会", "こころの相談", "open")]
    assert found([replace(newer, name="図書館の開館", key="図書館の開館")], [portrait("こころの相談", 2022)]) == []


def test_what_every_row_says_is_no_evidence() -> None:
    phrases = {("plan", 2022): "引き続き事業を実施していく。", ("evaluation", 2021): "計画どおりに実施できた。"}
    older = distinctive(
        {name: portrait(name, 2022, line, texts=phrases) for line, name in enumerate(("講演会", "交流会"))}
    )
    newer = distinctive(
        {name: portrait(name, 2023, line, texts=phrases) for line, name in enumerate(("図書の展示", "相談"))}
    )
    assert found([*newer.values()], [*older.values()]) == []


def test_two_that_are_equally_alike_are_asked() -> None:
    twins = [portrait(name, 2022, line_no, texts={}) for name, line_no in (("窓口相談A", 5), ("窓口相談B", 6))]
    (link,) = found([portrait("窓口相談C", 2023, texts={})], twins)
    assert link[2] == "open"


def test_of_two_with_the_same_texts_the_nearer_name_goes_on() -> None:
    twins = [portrait("親子教室", 2022, 5), portrait("祖父母教室", 2022, 6)]
    newer = [portrait("親子ふれあい教室", 2023, 5), portrait("祖父母ふれあい教室", 2023, 6)]
    assert {(new, old) for new, old, _ in found(newer, twins)} == {
        ("親子ふれあい教室", "親子教室"),
        ("祖父母ふれあい教室", "祖父母教室"),
    }


@pytest.mark.parametrize(("is_same", "expected"), [(True, "likely"), (False, None)])
def test_a_decision_holds_against_the_evidence(is_same: bool, expected: str | None) -> None:
    decisions = Decisions.of("c_p", [MeasureLink("c_p", "図書館の開館", "こころの相談", is_same)], {})
    newer = portrait("図書館の開館", 2023, texts=TEXTS if expected is None else OTHER_TEXTS)
    told = found([newer], [portrait("こころの相談", 2022)], decisions)
    assert [certainty for _, _, certainty in told] == ([expected] if expected else [])


def test_of_thousands_only_those_that_share_a_text_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.facts.editions.linking._MOST_PAIRS", 1)
    newer = [portrait("こころの相談事業", 2023), portrait("交流会の開催", 2023, 6, texts={})]
    older = [portrait("こころの相談", 2022), portrait("交流会の実施", 2022, 6, texts={})]
    assert found(newer, older) == [("こころの相談事業", "こころの相談", "likely")]
    decided = Decisions.of("c_p", [MeasureLink("c_p", "交流会の開催", "交流会の実施", is_same=True)], {})
    assert len(found(newer, older, decided)) == 2


def follow(succession: Succession, *portraits: Portrait) -> list[tuple[str, str]]:
    told = succession.follow({one.key: one for one in portraits})
    return sorted((key, finding.rule_code) for key, finding in told)


def test_what_is_told_from_edition_to_edition() -> None:
    succession = Succession(NOBODY)
    kept, gone = portrait("講演会", 2022), portrait("交流会", 2022, 9, texts=OTHER_TEXTS)
    assert follow(succession, kept, gone) == []
    renamed = portrait("こころの講演会", 2023)
    new = portrait("図書館の開館", 2023, 7, texts={}, policy="b2", sections=frozenset({"図書館"}))
    told = [("交流会", "measure_gone"), ("図書館の開館", "measure_new"), ("講演会", "measure_renamed")]
    assert follow(succession, renamed, new) == told
    # What was linked or new is known now; what is gone is asked until somebody says what became of it.
    later = [replace(one, document_id="c_p_2024") for one in (renamed, new)]
    assert follow(succession, *later) == [("交流会", "measure_gone")]
    assert succession.first_key("こころの講演会") == "講演会"


def test_a_new_name_is_told_until_somebody_decides_that_it_is_the_same_measure() -> None:
    link = MeasureLink("c_p", "こころの講演会", "講演会", is_same=True)
    for decisions, told in ((NOBODY, [("講演会", "measure_renamed")]), (Decisions.of("c_p", [link], {}), [])):
        succession = Succession(decisions)
        follow(succession, portrait("講演会", 2022))
        assert follow(succession, portrait("こころの講演会", 2023)) == told
        assert succession.first_key("こころの講演会") == "講演会"


def test_an_open_question_stays_until_it_is_decided() -> None:
    succession = Succession(NOBODY)
    follow(succession, portrait("こころの相談", 2022), portrait("講演会", 2022, 9, texts=OTHER_TEXTS))
    other = portrait("講演会", 2023, 9, texts=OTHER_TEXTS)
    newer = portrait("こころと体の相談会", 2023, texts={})
    asked = [("こころと体の相談会", "measure_perhaps_renamed")]
    assert follow(succession, newer, other) == asked
    assert follow(succession, replace(newer, document_id="c_p_2024"), replace(other, document_id="c_p_2024")) == asked


def test_a_measure_whose_texts_tell_its_end_is_not_missed() -> None:
    succession = Succession(NOBODY)
    ended = portrait("交流会", 2022, 9, texts=OTHER_TEXTS, told=["令和3年度をもって事業を終了した。"])
    follow(succession, portrait("講演会", 2022), ended)
    assert follow(succession, portrait("講演会", 2023)) == []
