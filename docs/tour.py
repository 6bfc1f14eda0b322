"""A tour of the warehouse as a marimo notebook: `marimo edit docs/tour.py`, or `python docs/tour.py` without a screen.

It reads the published release in `warehouse/` (or in the folder that SHINCHOKU_OUTPUT names), read-only.
"""

# Cells of a notebook: marimo calls them, and what a cell shows is its last expression. Its texts are paragraphs.
# ruff: noqa: E501

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Shinchoku 進捗")


@app.cell
def _():
    import marimo as mo

    from pipeline.settings import Settings
    from pipeline.warehouse.connect import published_warehouse

    def read(sql, **values):
        """Return the rows of a query on the published warehouse as a frame."""
        with published_warehouse(Settings.of()) as connection:
            return connection.execute(sql, values or None).df()

    return mo, read


@app.cell
def _(mo):
    mo.md("""
    # 進捗データの歩き方 / A tour

    市区町村が公表した進捗状況表を、年度 × 実施内容 × 担当課の表に整理したデータです。上から順に実行すると、何がどこにあり、
    数えるときに何に気をつけるかが分かります。

    Progress tables of municipalities as a table of year × measure × section. From top to bottom: what is where, and what to mind
    when counting.
    """)


@app.cell
def _(mo, read):
    plans = read("""
        select municipality_name as "団体", plan_name as "計画", edition_count as "版の数", last_edition_fiscal_year as "最新の版"
        from core.dim_plan order by plan_id
    """)
    mo.vstack([mo.md("## 1. 何が収められているか / What is there"), mo.ui.table(plans, selection=None)])
    return (plans,)


@app.cell
def _(mo, read):
    years = read("""
        select
            fiscal_year as "年度", sum(percent_count) as "率の件数",
            round(sum(percent_sum) / nullif(sum(percent_count), 0), 1) as "率の平均",
            sum(implemented_count) as "実施", sum(not_implemented_count) as "未実施",
            sum(missing_count) as "未記入", sum(not_due_count) as "未到来"
        from mart.achievement_by_policy_year group by fiscal_year order by fiscal_year
    """)
    mo.vstack(
        [
            mo.md("""
            ## 2. 年度ごとの達成度 / Achievement by year

            率の平均は、率（％）で記載されたものだけの平均です。「実施」は件数であり、100％ではありません。「未到来」はまだ記載を求めて
            いないもので、未記入とは異なります。 Means are over printed percents alone; 実施 is a word, never 100 %; 未到来 is not yet asked
            for, and not missing.
            """),
            mo.ui.table(years, selection=None),
        ]
    )
    return (years,)


@app.cell
def _(mo, read):
    counts = read("""
        select
            fiscal_year as "年度", count(*) as "行",
            count(*) filter (where is_counted and not is_reprise) as "数えるべき達成度",
            count(*) filter (where not is_counted) as "うち共通の重なり", count(*) filter (where is_reprise) as "うち再掲"
        from mart.achievement group by fiscal_year order by fiscal_year
    """)
    mo.vstack(
        [
            mo.md("""
            ## 3. 二重に数えないために / Counting nothing twice

            複数の課に共通の達成度は、関係する課すべての行にあります。同じ実施内容が別の施策に再掲されることもあります。数えるときは、
            `is_counted` で `is_reprise` でない行だけにします。 A value given for several sections stands under each; a measure can be listed
            again elsewhere. Count rows with `is_counted` and not `is_reprise`.
            """),
            mo.ui.table(counts, selection=None),
        ]
    )
    return (counts,)


@app.cell
def _(mo, read):
    names = read("select distinct section_name from mart.achievement order by section_name")["section_name"].tolist()
    section = mo.ui.dropdown(names, value=names[0], label="担当課 section")
    mo.vstack([mo.md("## 4. 担当課の取組 / What a section does"), section])
    return (section,)


@app.cell
def _(mo, read, section):
    timeline = read(
        """
        select measure_name as "実施内容", achievement_by_year as "達成度の推移", is_reprise as "再掲"
        from mart.measure_timeline
        where list_contains(string_split(section_names, ' / '), $section)
        order by measure_name
        """,
        section=section.value,
    )
    mo.ui.table(timeline, selection=None)
    return (timeline,)


@app.cell
def _(mo, read):
    sources = read("""
        select progress.fiscal_year as "年度", progress.achievement_as_printed as "達成度",
            lineage.line_no as "行", lineage.cell_no as "セル", cell.text as "原文"
        from core.current_progress as progress
        inner join quality.lineage as lineage
            on lineage.record_key
            = concat_ws('|', progress.plan_id, progress.fiscal_year, progress.measure_id, progress.department_id)
        inner join raw.cell as cell using (document_id, line_no, cell_no)
        where lineage.core_table = 'core.current_progress' and lineage.column_name = 'achievement_as_printed'
        order by lineage.line_no, lineage.cell_no, progress.department_id limit 5
    """)
    mo.vstack(
        [
            mo.md("""
            ## 5. 原文のセルへ / Back to the source

            どの値からも、原文のセルまでたどることができます。 Every value leads back to its cells: `quality.lineage`.
            """),
            mo.ui.table(sources, selection=None),
        ]
    )
    return (sources,)


@app.cell
def _(mo, read):
    findings = read("""
        with counted as (
            select title_ja, finding.severity, count(*) as finding_count
            from quality.finding as finding inner join quality.rule using (rule_code)
            where state in ('new', 'persisting')
            group by title_ja, finding.severity
        )
        select title_ja as "規則", severity as "重要度", finding_count as "件数" from counted
        order by list_position(['error', 'warning', 'notice'], severity), finding_count desc, title_ja
    """)
    mo.vstack(
        [
            mo.md("""
            ## 6. 確認をお願いすること / What to ask

            欠けている点や食い違う点です。照会の材料であり、課の優劣を示すものではありません。 What is missing or contradictory: material
            for questions, no ranking.

            続きは [質問と答えの例](cookbook.md) と [データ辞書](dictionary.md) をご覧ください。 Go on with the cookbook and the dictionary.
            """),
            mo.ui.table(findings, selection=None),
        ]
    )
    return (findings,)


if __name__ == "__main__":
    app.run()
