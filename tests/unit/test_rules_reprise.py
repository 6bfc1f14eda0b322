"""Rules of the family `reprise`: listings of one measure that disagree."""

import pytest

from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.listings.reprise import (
    listing_department_differs,
    listing_page_differs,
    listing_rating_differs,
    listing_text_differs,
)
from tests.year_builders import EVALUATIONS, RATINGS, STATUSES, changed, found_over_years, row_of_years

FIRST = row_of_years()


def again(**changes: object) -> list[str]:
    return row_of_years(**{"item": "2-1. 啓発", "reprise": "○", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rule", [listing_rating_differs, listing_text_differs, listing_page_differs, listing_department_differs]
)
def test_listings_that_agree_are_no_fault(rule: Rule) -> None:
    other = row_of_years("健康診査", texts := ["健診を実施した。"] * 4, texts, ["実施"] * 4, page="P31")
    assert found_over_years(rule, FIRST, other, again()) == []


def test_ratings_of_listings_are_one_finding_a_year() -> None:
    ratings = changed(RATINGS, _2022="未実施")
    (finding,) = found_over_years(listing_rating_differs, FIRST, again(ratings=ratings), again())
    assert (finding.line_no, finding.fiscal_year, finding.field) == (4, 2022, "achievement")
    assert (finding.observed, finding.expected) == ("未実施", "85%")
    assert (finding.evidence["line_no"], finding.evidence["other_line_no"]) == (4, 3)


@pytest.mark.parametrize("rating", ["85", "85.0％", "８５%"])
def test_the_same_rating_in_another_form_is_no_difference(rating: str) -> None:
    assert found_over_years(listing_rating_differs, FIRST, again(ratings=changed(RATINGS, _2022=rating))) == []


def test_texts_of_listings_are_one_finding_a_field_and_year() -> None:
    statuses = changed(STATUSES, _2021="関係部署の専門職が出席し、事例を検討した。")
    (finding,) = found_over_years(listing_text_differs, FIRST, again(statuses=statuses))
    assert (finding.line_no, finding.fiscal_year, finding.field) == (4, 2021, "status")
    assert finding.expected == STATUSES[1]


def test_a_dash_beside_words_is_a_difference() -> None:
    (finding,) = found_over_years(listing_text_differs, FIRST, again(evaluations=changed(EVALUATIONS, _2021="－")))
    assert (finding.fiscal_year, finding.field, finding.observed) == (2021, "evaluation", "－")


def test_did_and_did_not_is_a_difference_of_few_letters() -> None:
    told = "関係機関と連携し、早期の支援につなげることができなかった。"
    (finding,) = found_over_years(listing_text_differs, FIRST, again(evaluations=changed(EVALUATIONS, _2020=told)))
    assert finding.observed == told


@pytest.mark.parametrize(
    "told",
    [
        "来所が難しい方のため、電話による相談も始め 31件を受けた。",
        "来所が難しい万のため、電話による相談も始め、31件を受けた。",
        "来所が難しい方のため、電話による相談も始め、13件を受けた。",
        "取組を継続。",
    ],
)
def test_misreadings_figures_and_standing_phrases_are_no_difference_of_text(told: str) -> None:
    assert found_over_years(listing_text_differs, FIRST, again(statuses=changed(STATUSES, _2021=told))) == []


def test_a_listing_may_speak_for_one_of_two_sections() -> None:
    statuses = changed(STATUSES, _2021=f"(福祉課){STATUSES[1]}(健康課)健診の会場で相談の窓口を案内した。")
    assert found_over_years(listing_text_differs, row_of_years(statuses=statuses), again()) == []


def test_pages_differ_where_other_listings_have_the_page_of_the_first() -> None:
    others = [row_of_years(name, page=f"P{n}") for n, name in ((21, "電話相談"), (22, "健康講座"))]
    repeated = [again(measure=name, page=f"P{n}") for n, name in ((21, "電話相談"), (22, "健康講座"))]
    (finding,) = found_over_years(listing_page_differs, FIRST, *others, *repeated, again(page="P29"))
    assert (finding.field, finding.observed, finding.expected) == ("page", "29", "20")
    assert found_over_years(listing_page_differs, FIRST, again(page="P29")) == []


def test_departments_of_listings_agree() -> None:
    (finding,) = found_over_years(listing_department_differs, row_of_years(section="福祉課 健康課"), again())
    assert (finding.line_no, finding.field) == (4, "section")
    assert (finding.observed, finding.expected) == ("福祉課", "福祉課 健康課")
