"""What the names of a document look like: units known again, items with numbers."""

from collections.abc import Mapping

import numpy as np

from pipeline.placement.evidence.scoring import FIELDS, NARRATIVES
from pipeline.placement.evidence.texts import coded
from pipeline.placement.lessons.names import name_scores


def added(rows: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return what is added to each text that stands so often in each field."""
    texts, _ = coded([list(rows)])
    taught = np.array([[counts.get(field, 0.0) for field in FIELDS] for counts in (*rows.values(), {})])
    scores = name_scores(texts, taught)
    return {text: dict(zip(FIELDS, scores[n], strict=True)) for n, text in enumerate(texts.distinct)}


def test_the_name_of_a_unit_is_no_narrative() -> None:
    """社会福祉協議会 has no ending of a section; that it stands in that column elsewhere tells."""
    scores = added({"社会福祉協議会": {"section": 5.0, "status": 1.0}})["社会福祉協議会"]
    assert all(scores[field] < -10 for field in NARRATIVES)
    assert scores["section"] == scores["measure"] == 0.0


def test_one_row_makes_no_unit_and_neither_does_a_text_that_stands_elsewhere_more_often() -> None:
    scores = added({"連絡協議会": {"section": 1.0}, "継続": {"section": 2.0, "plan": 8.0}})
    assert scores["連絡協議会"]["status"] == scores["継続"]["status"] == 0.0


NUMBERED = {f"{n}-{n}. 相談の充実": {"item": 1.0} for n in range(1, 7)}
NAMES = {f"{word}教室": {"measure": 1.0} for word in ("水泳", "料理", "体操", "園芸", "手芸", "書道")}


def test_where_items_are_numbered_one_without_a_number_is_unlikely_and_a_measure_with_one_too() -> None:
    scores = added({**NUMBERED, **NAMES})
    assert scores["水泳教室"]["item"] < -2.0
    assert scores["1-1. 相談の充実"]["measure"] < -2.0
    assert scores["水泳教室"]["measure"] == scores["1-1. 相談の充実"]["item"] == 0.0


def test_where_measures_are_numbered_like_items_a_number_tells_nothing() -> None:
    scores = added({**NUMBERED, **{f"{n}-{n} 水泳教室": {"measure": 1.0} for n in range(1, 7)}})
    assert scores["1-1 水泳教室"]["measure"] > -0.1


def test_a_few_names_tell_nothing() -> None:
    scores = added({"1-1. 相談の充実": {"item": 1.0}, "水泳教室": {"measure": 1.0}})
    assert scores["水泳教室"]["item"] == scores["1-1. 相談の充実"]["measure"] == 0.0


def test_a_blank_item_is_as_usual_as_ever() -> None:
    assert added({**NUMBERED, **NAMES})[""]["item"] == 0.0
