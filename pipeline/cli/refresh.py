"""`shinchoku refresh`: the whole job, from the registered documents to the published warehouse and its report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.cli.options import Output, Seeds
from pipeline.cli.output import console, error_console
from pipeline.cli.status import print_status
from pipeline.settings import Settings
from pipeline.warehouse.connect import published_warehouse, read_rows

SOME_REJECTED = 3
# Steps worth telling, in their order; checks in between are part of the step before.
STEPS = {
    "raw": "文書を読んでいます / reading documents",
    "placed": "セルの位置を決めています / placing cells",
    "core": "値を読み取っています / building facts",
    "quality": "確認事項をまとめています / gathering findings",
    "candidate": "データベースを組み立てています / building the warehouse",
    "sql_checks": "検査しています / checking",
    "publication__exports": "書き出しています / exporting",
    "publication__report": "報告書を作成しています / writing the report",
    "publication__internal_report": "庁内用の一覧を作成しています / writing the internal list",
    "warehouse__published": "公開しています / publishing",
}


def refresh(seeds: Seeds = None, output: Output = None) -> None:
    """文書台帳の全文書を読み、検査して公開します。 Read every registered document, check and publish.

    終了コード exit status: 0 完了 done; 1 検査に不合格、公開せず a check failed, nothing published;
    2 入力に誤り、公開せず unusable input, nothing published; 3 公開したが読めない文書あり a document could not be read.
    """
    settings = Settings.of(seeds, output)
    with _progress() as on_step:
        # Dagster takes seconds to import; say something first.
        from pipeline.assets.run import run_refresh

        run_refresh(settings, on_step)
    with published_warehouse(settings) as connection:
        print_status(settings, connection)
        rejected = read_rows(connection, "rejected_documents")
    internal = settings.reports / "internal" / "findings.html"
    console().print(f"報告書 report: {settings.reports / 'index.html'}", soft_wrap=True, highlight=False)
    console().print(f"庁内用 internal: {internal}", soft_wrap=True, highlight=False)
    if rejected:
        raise typer.Exit(SOME_REJECTED)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Give a callback for steps: a bar on a terminal, plain lines elsewhere."""
    out = error_console()
    if not out.is_terminal:
        yield lambda step: out.print(STEPS[step], highlight=False) if step in STEPS else None
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

        def on_step(step: str) -> None:
            if step in STEPS:
                bar.update(task, description=STEPS[step], advance=1)

        yield on_step
