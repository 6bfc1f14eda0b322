"""What the report page promises: one file without network, escaped, and readable where values are absent."""

import re
from html.parser import HTMLParser

import pytest

from pipeline.reports.page import render
from pipeline.warehouse.statements import reading_statement

VOID = {"meta", "br", "rect", "link", "img", "input", "hr"}
EVIL = "<script>alert('市')</script>"


def document(document_id="132217_plan_2023", **changes):
    row = {
        "document_id": document_id,
        "municipality_name": "甲市",
        "plan_name": "甲市計画",
        "edition_fiscal_year": 2023,
        "line_count": 1234,
        "listing_count": 3,
        "reprise_count": 0,
        "source_path": "documents/table.tsv",
        "source_url": None,
        "retrieved_on": None,
        "licence": None,
        "note": None,
    }
    return row | changes


def plan(plan_id="132217_plan", **changes):
    names = {"municipality_name": "甲市", "plan_name": "甲市計画", "edition_fiscal_year": 2023, "edition_count": 1}
    return {"plan_id": plan_id} | names | changes


def achievements(**changes):
    row = {
        "plan_id": "132217_plan",
        "fiscal_year": 2019,
        "percent_count": 2,
        "percent_mean": 83.6496,
        "implemented_count": 1,
        "not_implemented_count": 0,
        "missing_count": 0,
        "other_count": 0,
        "uncertain_count": 0,
    }
    return row | changes


def year(**changes):
    counts = {"measure_count": 3, "achievement_count": 3, "not_due_count": 0, "due_count": 3}
    kinds = {"by_component_count": 0, "graded_count": 0, "not_applicable_count": 0, "unreadable_count": 0}
    return achievements(**counts, **kinds) | changes


def policy(kind="basic", number=1, name="基本施策1 名称", **changes):
    return achievements(policy_kind=kind, policy_number=number, policy_name=name, **changes)


def department(section="企画課", bureau="企画部", **changes):
    names = {"department_id": section, "section_name": section, "bureau_name": bureau, "is_registered": True}
    return achievements(**names, shared_count=0) | changes


def field(name="plan", **changes):
    counts = {"asked_count": 4, "filled_count": 3, "dash_count": 1, "blank_count": 0, "lost_count": 0}
    rest = {"quarantined_count": 0, "not_due_count": 0, "filled_share": 0.75}
    return {"plan_id": "132217_plan", "fiscal_year": 2019, "field": name} | counts | rest | changes


def rule(**changes):
    row = {"rule_code": "lost_item", "severity": "warning", "title_ja": "項目の欠落"}
    row |= {"finding_count": 1, "new_count": 1, "persisting_count": 0, "accepted_count": 0}
    place = {"document_id": "132217_plan_2023", "line_no": 7, "cell_no": None, "message_ja": "ご確認ください。"}
    return row | place | changes


def context(**changes):
    run = {"run_id": "r", "published_at": "t", "shinchoku_version": "0.1.0", "content_sha256": "c"}
    tables = {
        "runs": [run],
        "documents": [document()],
        "plans": [plan()],
        "rejected": [],
        "years": [year()],
        "policies": [policy()],
        "departments": [department()],
        "completeness": [field()],
        "rules": [rule()],
        "cells": [{"disposition": "fact", "cell_count": 1234}],
    }
    return tables | changes


EMPTY = {name: [] for name in context()}
PAGES = {
    "usual": context(),
    "nothing at all": EMPTY,
    "two cities": context(
        documents=[document(), document("999999_plan_2024", municipality_name="乙町")],
        plans=[plan(), plan("999999_plan", municipality_name="乙町")],
    ),
    "two editions": context(
        documents=[document(), document("132217_plan_2024", edition_fiscal_year=2024)],
        plans=[plan(edition_fiscal_year=2024, edition_count=2)],
    ),
    "addresses": context(documents=[document(source_url="https://example.jp/table", note="http://example.jp")]),
}


class Page(HTMLParser):
    """Collects the elements of a page, and the text of its tables' cells."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.cells = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data


@pytest.mark.parametrize("name", PAGES)
def test_loads_nothing_from_elsewhere(name):
    html = render(PAGES[name])
    elements = Page(html).elements
    targets = [
        value for _, attributes in elements for key, value in attributes.items() if key in ("src", "href", "srcset")
    ]
    assert all(target.startswith(("#", "tel:")) for target in targets)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in elements}
    assert not re.search(r"url\(|@import", html)


@pytest.mark.parametrize("name", PAGES)
def test_is_well_formed_and_japanese(name):
    page = Page(render(PAGES[name]))
    assert page.open == []
    assert ("html", {"lang": "ja"}) in page.elements
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")


@pytest.mark.parametrize("name", PAGES)
def test_links_within_the_page_have_a_target(name):
    elements = Page(render(PAGES[name])).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {attributes["href"][1:] for tag, attributes in elements if tag == "a" and attributes["href"][0] == "#"}
    assert links <= set(ids)


def test_source_text_is_escaped():
    html = render(
        context(
            documents=[document(municipality_name=EVIL, plan_name=EVIL, note=EVIL, source_path=EVIL)],
            rejected=[{"document_id": EVIL, "message_ja": EVIL}],
            policies=[policy(name=EVIL)],
            departments=[department(EVIL, EVIL)],
            rules=[rule(message_ja=EVIL, title_ja=EVIL)],
        )
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 9
    assert "&amp;lt;" not in html


def test_help_is_at_hand():
    html = render(EMPTY)
    assert all(number in html for number in ("0120-279-338", "0120-061-338", "0570-064-556"))


def test_numbers_are_formatted_and_years_named():
    html = render(context())
    assert "1,234" in html
    assert "83.6％" in html
    assert "75.0％" in html
    assert "令和元年度 (2019)" in html


@pytest.mark.parametrize(("value", "text"), [(66.25, "66.3％"), (81.25, "81.3％"), (100.0, "100.0％"), (0.0, "0.0％")])
def test_percents_are_rounded_as_official_figures_are(value, text):
    assert f">{text}<" in render(context(policies=[policy(percent_mean=value)])).replace(" ", "")


def test_what_has_no_value_is_left_empty():
    nothing = {"percent_count": 0, "percent_mean": None}
    not_due = field(asked_count=0, filled_count=0, dash_count=0, not_due_count=4, filled_share=None)
    html = render(
        context(
            years=[year(**nothing, due_count=0, not_due_count=3)],
            policies=[policy(**nothing), policy(number=2, name=None), policy(number=2, name=None, fiscal_year=2020)],
            completeness=[not_due],
        )
    )
    assert not re.search(r"\b(None|nan|NaN|Undefined)\b", html)
    assert "0.0％" not in html
    assert "0／0" not in html


def test_lost_names_are_named_as_lost():
    unknown = policy(kind=None, number=None, name=None)
    html = render(
        context(
            policies=[policy(kind="priority", number=5, name=None), unknown],
            departments=[department(bureau=None, is_registered=False)],
        )
    )
    for text in ("重点施策5（施策名不明）", "（施策不明）", "（部不明）", "※"):
        assert text in html


def test_years_without_a_row_keep_the_columns_in_line():
    rows = [department("甲課"), department("甲課", fiscal_year=2020), department("乙課", fiscal_year=2020)]
    page = Page(render(context(departments=rows)))
    start = page.cells.index("乙課")
    assert page.cells[start + 1 : start + 8] == ["", "", "", "", "", "", " 83.6％（2）"]


def test_doubt_is_marked():
    assert ">†2</sup>" in render(context(departments=[department(uncertain_count=2)]))


def test_without_findings_the_page_says_so():
    html = render(context(rules=[rule(finding_count=0, document_id=None, line_no=None, message_ja=None)]))
    assert "見つかりませんでした" in html
    assert "項目の欠落" in html


def test_findings_of_narratives_show_their_place_only():
    html = render(context(rules=[rule(line_no=8, cell_no=17, message_ja=None)]))
    assert "8行目 17番目のセル" in html
    assert "本文は載せていません" in html


def test_title_names_a_few_plans_and_counts_the_rest():
    plans = [plan(f"132217_{name}", plan_name=f"甲市{name}計画") for name in "あいうえお"]
    assert "甲市あ計画・甲市い計画・甲市う計画 ほか2計画" in render(context(plans=plans))
    assert "乙町甲市計画" in render(context(plans=[plan(municipality_name="乙町")]))


@pytest.fixture
def findings():
    """Return a function: the statement's example of one finding, from a database in memory."""
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as connection:
        connection.execute("create schema quality")
        connection.execute("create table quality.rule (rule_code text, severity text, title_ja text)")
        connection.execute(
            "create table quality.finding (finding_id text, rule_code text, severity text, document_id text, "
            "line_no int, cell_no int, field text, observed text, message_ja text, state text, is_superseded bool)"
        )

        def example(rule_code, field, observed="本文", key=-1):
            connection.execute("delete from quality.rule")
            connection.execute("delete from quality.finding")
            connection.execute("insert into quality.rule values (?, 'notice', '')", [rule_code])
            row = ["f", rule_code, "notice", "d", 1, 1, field, observed, "文", "new"]
            connection.execute("insert into quality.finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false)", row)
            return connection.execute(reading_statement("report_findings")).fetchone()[-4:][key]

        yield example


@pytest.mark.parametrize("name", ["plan", "status", "evaluation", "achievement", "description", None])
@pytest.mark.parametrize("rule_code", ["surplus_cell", "quarantined_cell", "doubtful_cell", "a_rule_of_tomorrow"])
def test_statement_hands_out_no_narrative(findings, rule_code, name):
    assert findings(rule_code, name) is None


def test_statement_hands_out_names_and_ratings(findings):
    assert findings("merged_items", "item") == "文"
    assert findings("achievement_over_100", "achievement") == "文"
    assert findings("section_not_responsible", "status") is None


def test_new_persisting_and_accepted_findings_are_counted_apart():
    counts = {"finding_count": 6, "new_count": 1, "persisting_count": 2, "accepted_count": 3}
    page = Page(render(context(rules=[rule(**counts)])))
    start = page.cells.index("項目の欠落")
    assert page.cells[start + 1 : start + 4] == ["1", "2", "3"]
    assert "3件、ほかに確認済み3件" in render(context(rules=[rule(**counts)]))


def test_statement_counts_states_and_hands_out_nothing_of_a_sensitive_line(findings):
    assert findings("merged_items", "item") == "文"
    assert findings("sensitive_text", "item") is None
    assert [findings("sensitive_text", "item", key=key) for key in (0, 1, 2)] == [None, None, None]
    assert findings("merged_items", "item", key=1) == 1
