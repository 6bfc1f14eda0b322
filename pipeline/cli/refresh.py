"""`shinchoku refresh`: the whole job, from the registered documents to the published warehouse and its report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.cli.options import Output, Seeds
from pipeline.cli.output import console, error_console, print_text
from pipeline.cli.published.status import print_status
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse, read_rows

if TYPE_CHECKING:
    import duckdb

    from pipeline.seeds.unused import Registered

SOME_REJECTED = 3
_MOST_UNUSED = 20
# The steps of a run, in their order.
STEPS = {
    "plans": "文書を読み、内容を確認しています / reading and examining documents",
    "candidate": "データベースを組み立て、検査しています / building and checking the warehouse",
    "publication__exports": "書き出しています / exporting",
    "publication__site": "閲覧用のページを作成しています / writing the pages",
    "warehouse__published": "公開しています / publishing",
}


def refresh(
    seeds: Seeds = None,
    output: Output = None,
    is_all: Annotated[
        bool, typer.Option("--all", help="変更のない計画も処理し直します / compute every plan, changed or not")
    ] = False,
) -> None:
    """文書台帳の文書を読み、検査して公開します。 Read the registered documents, check and publish.

    前回から変更のあった計画だけを処理します。 Only plans that changed since are computed.

    終了コード exit status:
    0 完了 done;
    1 検査に不合格、公開せず a check failed, nothing published;
    2 入力に誤り、公開せず unusable input, nothing published;
    3 公開したが読めない文書・更新できない計画あり published, but a document or plan could not be taken in.

    例 example: shinchoku refresh
    例 example: shinchoku refresh --seeds 別の市/seeds --output 別の市/warehouse
    """
    settings = Settings.of(seeds, output)
    with _progress() as on_step:
        is_new = _refreshed(settings, on_step, is_all=is_all)
    if not is_new:
        told = "前回の公開から変更はなく、公開中のデータはそのままです。 Nothing has changed; the last release stays."
        console().print(told, soft_wrap=True, highlight=False)
    with published_warehouse(settings) as connection:
        print_status(settings, connection)
        _print_unused(settings, connection)
        not_taken_in = read_rows(connection, "rejected_documents")
    internal = settings.reports / "internal" / "index.html"
    console().print(f"閲覧用 pages: {settings.reports / 'index.html'}", soft_wrap=True, highlight=False)
    console().print(f"庁内用 internal: {internal}", soft_wrap=True, highlight=False)
    if not_taken_in:
        raise typer.Exit(SOME_REJECTED)


def _print_unused(settings: Settings, connection: "duckdb.DuckDBPyConnection") -> None:
    """Tell rows of the seeds that do nothing, by file and line."""
    # What reads scales takes pandas, which other commands need not wait for.
    from pipeline.seeds.unused import unused_rows

    rows = unused_rows(settings.seeds, _registered(connection))
    if rows:
        told = f"使用していない行 rows of {settings.seeds} that match nothing: {len(rows)}"
        print_text(console(), told)
    for row in rows[:_MOST_UNUSED]:
        place = f"{row.file} {row.line_no}行目 line {row.line_no}"
        print_text(console(), f"  {place}: {row.why_ja} / {row.why_en}")


def _registered(connection: "duckdb.DuckDBPyConnection") -> "Registered":
    from pipeline.seeds.unused import Registered

    headings = read_rows(connection, "registered_headings")
    measures = read_rows(connection, "registered_measures")
    plans = sorted({row["plan_id"] for row in headings})
    return Registered(
        {plan: {row["text"] or "" for row in headings if row["plan_id"] == plan} for plan in plans},
        {plan: {row["text"] for row in headings if row["plan_id"] == plan and row["is_rating"]} for plan in plans},
        {plan: {row["name_as_printed"] or "" for row in measures if row["plan_id"] == plan} for plan in plans},
    )


def _refreshed(settings: Settings, on_step: Callable[[str], None], *, is_all: bool) -> bool:
    """Return whether anything was published. Dagster takes seconds to import: only where there is something to do."""
    from pipeline.plans.plan import read_plans
    from pipeline.warehouse.inputs import is_published
    from pipeline.warehouse.releases.release import unfinished

    if not is_all and is_published(settings, read_plans(settings.seeds)) and not unfinished(settings):
        return False
    from pipeline.assets.run import run_refresh

    return run_refresh(settings, on_step, is_all=is_all)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Give a callback for steps: a bar on a terminal, plain lines elsewhere."""
    out = error_console()
    if not out.is_terminal:
        yield _Lines().tell
        return
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=out,
        transient=True,
    )
    with bar:
        task = bar.add_task("準備しています / starting", total=len(STEPS) + 1)

        def on_step(told: str) -> None:
            step, _, plan_id = told.partition(" ")
            if step in STEPS:
                bar.update(task, description=f"{STEPS[step]} {plan_id}", advance=0 if plan_id else 1)

        yield on_step


class _Lines:
    """Plain lines, for a log: each kind of step once, however many plans it is done for."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def tell(self, told: str) -> None:
        step = told.partition(" ")[0]
        if step in STEPS and step not in self._told:
            self._told.add(step)
            error_console().print(STEPS[step], highlight=False)
