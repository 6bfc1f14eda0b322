"""The internal report: every finding whole, by section, marked as internal."""

import json
from typing import Any

from pipeline.reports.internal import render_internal
from tests.contract.test_report import EVIL, Page

RUN = {"run_id": "r", "published_at": "t", "previous_published_at": None}


def finding(name: str = "lost_item-1", **changes: Any) -> dict[str, Any]:
    row = {
        "finding_id": name,
        "severity": "warning",
        "state": "new",
        "rule_code": "lost_item",
        "title_ja": "項目の欠落",
        "document_id": "012345_plan_2023",
        "line_no": 7,
        "cell_no": None,
        "measure_id": "m1",
        "measure_name": "窓口相談",
        "fiscal_year": 2022,
        "field": "status",
        "observed": "相談者1名と面談した。",
        "expected": None,
        "message_ja": "ご確認ください。",
        "question_ja": "「{observed}」のとおりでしょうか。",
        "evidence": "{}",
        "department_id": "d1",
        "bureau_name": "福祉部",
        "section_name": "福祉課",
    }
    return row | changes


def test_a_finding_is_whole_and_its_question_worded() -> None:
    html = render_internal([finding(evidence=json.dumps({"status": "別の本文", "year": None}))], [RUN])
    for text in (
        "相談者1名と面談した。",
        "「相談者1名と面談した。」のとおりでしょうか。",
        "令和4年度の実施状況",
        "実施状況：別の本文",
    ):
        assert text in html
    assert "year" not in html


def test_it_is_marked_as_internal_and_stands_alone() -> None:
    html = render_internal([finding()], [RUN])
    assert "庁内限り" in html and "noindex" in html
    page = Page(html)
    assert page.open == []
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    ids = {f"#{attributes['id']}" for _, attributes in page.elements if "id" in attributes}
    assert set(links) <= ids
    assert not {"script", "link", "img"} & {tag for tag, _ in page.elements}


def test_a_finding_of_two_sections_stands_under_both_and_counts_once() -> None:
    other = {"department_id": "d2", "bureau_name": None, "section_name": "健康課"}
    html = render_internal([finding(), finding(**other)], [RUN])
    assert html.count("<code>lost_item-1</code>") == 2
    assert "全体で1件です" in html


def test_what_no_section_can_answer_is_listed_last() -> None:
    nobody = finding("b", department_id=None, bureau_name=None, section_name=None, line_no=None, field=None)
    html = render_internal([finding(), nobody], [RUN])
    assert html.index('<h2 id="section-1">福祉部 福祉課') < html.index("担当課を特定できないもの（1件）")


def test_nothing_found_is_told_and_source_text_escaped() -> None:
    assert "見つかりませんでした" in render_internal([], [RUN])
    evil = finding(
        observed=EVIL, message_ja=EVIL, measure_name=EVIL, section_name=EVIL, evidence=json.dumps({"a": EVIL * 2})
    )
    html = render_internal([evil], [RUN])
    assert "<script" not in html and "&amp;lt;" not in html


def test_evidence_of_several_texts_is_one_line_each_and_not_what_is_observed_already() -> None:
    evidence = {
        "texts": {"2021": "前年の本文", "2022": "今年の本文"},
        "years": [2021, 2022],
        "text": "相談者1名と面談した。",
    }
    html = render_internal([finding(evidence=json.dumps(evidence))], [RUN])
    for line in ("<li>texts 2021：前年の本文</li>", "<li>years：2021、2022</li>"):
        assert line in html
    assert "<li>text：" not in html
