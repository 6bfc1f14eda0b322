"""`shinchoku releases` and `shinchoku rollback`: what was published before, and the way back to it."""

from typing import Annotated, Any

import typer

from pipeline.cli.options import Output
from pipeline.cli.output import Format, console, print_rows, print_text, table_of
from pipeline.errors import OutputError
from pipeline.settings import Settings
from pipeline.warehouse.releases.lock import writing
from pipeline.warehouse.releases.manifest import differences
from pipeline.warehouse.releases.release import Release, listed_releases
from pipeline.warehouse.releases.rollback import roll_back

COLUMNS = ("run_id", "published_at", "version", "document_count", "measure_count", "finding_count", "is_current")
_TITLES = ("公開版\nrelease", "日時\nat", "版\nversion", "文書\ndocuments", "実施内容\nmeasures", "確認事項\nfindings")
_COUNTED = ("raw.document", "core.dim_measure", "quality.finding")


def releases(
    verify: Annotated[
        bool, typer.Option("--verify", help="全ファイルを記録と照合する / compare every file with the manifest")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="表示形式 / how to print the list")] = Format.TABLE,
    output: Output = None,
) -> None:
    """公開版（直近の公開とそれ以前）を新しい順に表示します。 List the releases there are, the newest first.

    --verify で記録と一致しない公開版があれば、終了コードは 1 です。
    With --verify, exit status 1 tells that one is not as its manifest says.

    例 example: shinchoku releases
    例 example: shinchoku releases --verify
    """
    found = listed_releases(Settings.of(output=output))
    damaged = {release.run_id: differences(release.folder) for release in found} if verify else None
    if form is Format.TABLE:
        _print_releases(found, damaged)
    else:
        columns = (*COLUMNS, "differing_files") if verify else COLUMNS
        print_rows(columns, [_row(release, damaged) for release in found], form)
    told = ", ".join(f"{run_id}: {names[0]}" for run_id, names in (damaged or {}).items() if names)
    if told:
        raise OutputError(
            f"記録と一致しないファイルがあります（{told}）。使わずに、shinchoku refresh で作り直してください。",
            f"Files differ from their manifest ({told}); do not use these releases, run shinchoku refresh.",
        )


def rollback(
    run: Annotated[
        str | None, typer.Argument(help="戻す公開版（先頭の数文字でも可）/ release, or how it begins")
    ] = None,
    output: Output = None,
) -> None:
    """公開を一つ前、または指定した公開版に戻します。 Go back to the release before, or to the one named.

    戻す前に全ファイルを記録と照合します。
    Its files are compared with its manifest first.

    例 example: shinchoku rollback
    例 example: shinchoku rollback 3f2a
    """
    settings = Settings.of(output=output)
    with writing(settings):
        before, now = roll_back(settings, run)
    at = now.manifest.published_at if now.manifest else ""
    if before and before.run_id == now.run_id:
        print_text(console(), f"公開版 {now.run_id}（{at}）はすでに公開中です。")
        print_text(console(), f"Release {now.run_id} ({at}) is current already.")
        return
    left_ja, left_en = (
        (f"それまでは {before.run_id}", f"was {before.run_id}") if before else ("それまではなし", "was none")
    )
    print_text(console(), f"公開版 {now.run_id}（{at}）に切り替えました（{left_ja}）。")
    print_text(console(), f"Release {now.run_id} ({at}) is current now; before, it {left_en}.")


def _row(release: Release, damaged: dict[str, list[str]] | None) -> list[Any]:
    manifest = release.manifest
    counts = [manifest.row_counts.get(table) if manifest else None for table in _COUNTED]
    told = [manifest.published_at, manifest.version] if manifest else [None, None]
    row = [release.run_id, *told, *counts, release.is_current]
    return row if damaged is None else [*row, " ".join(damaged[release.run_id])]


def _print_releases(found: list[Release], damaged: dict[str, list[str]] | None) -> None:
    if not found:
        print_text(console(), "公開版はまだありません。 There is no release yet.")
        return
    rows = [_row(release, None) for release in found]
    titles = [*_TITLES, "公開中\ncurrent"]
    shown = [[*row[:-1], "●" if row[-1] else ""] for row in rows]
    if damaged is not None:
        titles.append("照合\nverified")
        shown = [[*row, _verdict(damaged[row[0]])] for row in shown]
    console().print(table_of(None, titles, shown), markup=False)


def _verdict(names: list[str]) -> str:
    return f"不一致 differs: {' '.join(names)}" if names else "一致 ok"
