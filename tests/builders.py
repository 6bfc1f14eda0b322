"""What tests build: entries of the register, and whole seeds folders from the rows of a table."""

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.seeds.register import COLUMNS, REGISTER_NAME, RegisterEntry
from pipeline.settings import Settings

Table = Iterable[Sequence[str]]

HEADINGS = ("施策", "事業名", "事業概要", "担当課", "令和5年度 計画", "令和5年度 実績", "評価", "達成度", "R6計画")
MEASURES = (
    (
        "1-1 相談",
        "窓口相談",
        "窓口で相談を受ける。",
        "福祉課",
        "年12回実施",
        "12回実施した。",
        "概ね順調",
        "100%",
        "継続",
    ),
    (
        "",
        "電話相談",
        "電話で相談を受ける。",
        "健康課",
        "年4回実施",
        "3回実施した。",
        "周知が課題である。",
        "75%",
        "継続",
    ),
    (
        "",
        "講座の開催",
        "市民向けの講座を開く。",
        "福祉課",
        "年1回実施",
        "中止した。",
        "次年度に行う。",
        "未実施",
        "実施",
    ),
)
TABLE = (HEADINGS, *MEASURES)


def tsv(rows: Table, newline: str = "\n") -> str:
    """Return rows as tab-separated text, every line with its end."""
    return "".join("\t".join(row) + newline for row in rows)


def register_entry(**columns: object) -> RegisterEntry:
    """Return an entry of the register, on its line 2 unless told otherwise."""
    entry = {**_registered("012345"), "register_line": 2, "edition_fiscal_year": 2023}
    return RegisterEntry(**{**entry, **columns})  # type: ignore[arg-type]


class SeedsFolder:
    """A seeds folder that grows document by document; the register is rewritten each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.register = path / REGISTER_NAME
        self._entries: list[dict[str, str]] = []
        path.mkdir(parents=True, exist_ok=True)

    def add_document(self, content: Table | bytes | None = TABLE, **register_columns: object) -> Path:
        """Write `content` (None: write no file), register it, and return the path of its file."""
        code = f"{12345 + len(self._entries):06d}"
        entry = {**_registered(code), **{name: str(value) for name, value in register_columns.items()}}
        self._entries.append(entry)
        path = self.path / entry["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else tsv(content).encode())
        self.write_table(REGISTER_NAME, [COLUMNS, *([entry[name] for name in COLUMNS] for entry in self._entries)])
        return path

    def copied(self, path: Path) -> "SeedsFolder":
        """Return a copy of the folder, which grows on its own."""
        shutil.copytree(self.path, path)
        copy = SeedsFolder(path)
        copy._entries = [*self._entries]
        return copy

    def write_table(self, name: str, rows: Table) -> Path:
        """Write one of the CSV files of the folder."""
        path = self.path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path


def _registered(code: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {
        "municipality_code": code,
        "municipality_name": f"試験市{code}",
        "plan_code": "jisatsu",
        "plan_name": "自殺対策計画",
        "edition_fiscal_year": "2023",
        "path": f"documents/{code}.tsv",
    }


def published_copy(published: Settings, seeds: Path, folder: Path) -> Settings:
    """Return a copy of what was published, in a folder, to go on with from these seeds."""
    output = Path(shutil.copytree(published.output, folder / "output", symlinks=True))
    return Settings.of(seeds, output)
