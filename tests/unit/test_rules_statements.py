"""Rules on statements, against ratings, columns, years and sections: what each reports, and what it leaves alone."""

from typing import NamedTuple

import pytest

from pipeline.quality.rules.absence.placeholders import (
    ditto_text,
    placeholder_text,
    text_without_statement,
    undecided_text,
)
from pipeline.quality.rules.base import Rule
from pipeline.quality.rules.departments.department import other_section_acts
from pipeline.quality.rules.figures.arithmetic import average_not_from_total
from pipeline.quality.rules.figures.changes import (
    change_contradicts_figures,
    change_contradicts_years,
    change_not_from_figures,
    figures_tenfold,
    last_year_differs_from_column,
)
from pipeline.quality.rules.figures.totals import net_exceeds_gross
from pipeline.quality.rules.texts.claims import (
    goal_missed_but_rated_full,
    goal_reached_but_rated_low,
    only_prepared_but_rated,
    partly_held_rated_full,
    planned_item_not_told,
    rate_told_differs_from_rating,
    status_evaluation_contradict,
)
from pipeline.quality.rules.texts.repetition import same_statements_repeated
from pipeline.quality.rules.texts.year import wrong_weekday
from tests.quality_builders import found, measure_row, table_of


class Told(NamedTuple):
    """A rule, a row in which it finds something, where, and the same row put right."""

    rule: Rule
    field: str
    wrong: dict[str, str]
    right: dict[str, str]


RULES = [
    Told(
        goal_missed_but_rated_full,
        "achievement",
        {"status_2023": "登録者は目標の300人に届かなかった。", "achievement_2023": "100%"},
        {"achievement_2023": "80%"},
    ),
    Told(
        goal_reached_but_rated_low,
        "achievement",
        {"status_2023": "年間目標の500件を達成した。", "achievement_2023": "40%"},
        {"achievement_2023": "100%"},
    ),
    Told(
        rate_told_differs_from_rating,
        "achievement",
        {"status_2023": "年度計画の8割を終えた。", "achievement_2023": "50%"},
        {"achievement_2023": "80%"},
    ),
    Told(
        partly_held_rated_full,
        "achievement",
        {"status_2023": "前期の講座は開催したが、後期は取りやめた。", "achievement_2023": "100%"},
        {"achievement_2023": "50%"},
    ),
    Told(
        only_prepared_but_rated,
        "achievement",
        {"status_2023": "開設に向けて候補地を検討した。", "achievement_2023": "100%"},
        {"status_2023": "候補地を検討し、窓口を開設した。"},
    ),
    Told(
        status_evaluation_contradict,
        "evaluation",
        {"status_2023": "講演会を開催した。", "evaluation_2023": "講演会を開催できず残念である。"},
        {"evaluation_2023": "講演会は好評であった。"},
    ),
    Told(
        planned_item_not_told,
        "status",
        {"plan_2023": "講演会の開催とパンフレットの作成を行う。", "status_2023": "講演会を開催した。"},
        {"status_2023": "講演会を開催し、パンフレットを作成した。"},
    ),
    Told(
        change_contradicts_figures,
        "status",
        {"status_2023": "参加者は前年度の120人から90人へと増加した。"},
        {"status_2023": "参加者は前年度の120人から150人へと増加した。"},
    ),
    Told(
        change_not_from_figures,
        "status",
        {"status_2023": "前年度120件から150件となり、20件増加した。"},
        {"status_2023": "前年度120件から150件となり、30件増加した。"},
    ),
    Told(
        figures_tenfold,
        "status",
        {"status_2023": "参加者数は昨年度350人、今年度は36人であった。"},
        {"status_2023": "参加者数は昨年度350人、今年度は360人であった。"},
    ),
    Told(
        change_contradicts_years,
        "status",
        {"status_2022": "相談件数は134件であった。", "status_2023": "相談件数は98件となり、前年度より増加した。"},
        {"status_2023": "相談件数は150件となり、前年度より増加した。"},
    ),
    Told(
        last_year_differs_from_column,
        "status",
        {"status_2022": "相談件数は132件であった。", "status_2023": "相談件数は前年度の110件から150件に増えた。"},
        {"status_2023": "相談件数は前年度の132件から150件に増えた。"},
    ),
    Told(
        net_exceeds_gross,
        "status",
        {"status_2023": "延べ45人（実人数60人）が利用した。"},
        {"status_2023": "延べ60人（実人数45人）が利用した。"},
    ),
    Told(
        average_not_from_total,
        "status",
        {"status_2023": "10回開催し延べ150人が参加、1回平均25人であった。"},
        {"status_2023": "10回開催し延べ150人が参加、1回平均15人であった。"},
    ),
    Told(
        wrong_weekday,
        "status",
        {"status_2023": "10月10日（月）に実施した。"},
        {"status_2023": "10月10日（火）に実施した。"},
    ),
    Told(
        other_section_acts,
        "status",
        {"status_2023": "介護保険課において講座を開催した。"},
        {"status_2023": "介護保険課と連携して講座を開催した。"},
    ),
    Told(placeholder_text, "status", {"status_2023": "（後日記入）"}, {"status_2023": "講座を開催した。"}),
    Told(ditto_text, "evaluation", {"evaluation_2023": "同上"}, {"evaluation_2023": "前年度と同様に好評であった。"}),
    Told(undecided_text, "status", {"status_2023": "現在集計中。"}, {"status_2023": "集計の結果、24件であった。"}),
    Told(text_without_statement, "status", {"status_2023": "健康づくり講演会"}, {"status_2023": "講演会を開催"}),
    Told(
        same_statements_repeated,
        "status",
        {
            "status_2022": "公民館において高齢者の講座を5回開催し、受講者は延べ80人であった。",
            "status_2023": "高齢者の講座を5回、公民館で開催し、延べ80人が受講した。",
        },
        {"status_2023": "高齢者の講座を6回、公民館で開催し、延べ95人が受講した。"},
    ),
]


@pytest.mark.parametrize("told", RULES, ids=lambda told: told.rule.code)
def test_a_rule_reports_what_is_wrong(told: Told) -> None:
    (finding,) = found(told.rule, table_of(measure_row(**told.wrong)))
    assert (finding.field, finding.fiscal_year) == (told.field, 2023)


@pytest.mark.parametrize("told", RULES, ids=lambda told: told.rule.code)
def test_a_rule_is_silent_where_it_is_put_right(told: Told) -> None:
    assert found(told.rule, table_of(measure_row(**(told.wrong | told.right)))) == []


@pytest.mark.parametrize("told", RULES, ids=lambda told: told.rule.code)
def test_a_rule_is_silent_on_an_ordinary_row(told: Told) -> None:
    assert found(told.rule, table_of(measure_row())) == []
