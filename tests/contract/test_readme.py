"""READMEs and pages of use show what the commands print: their queries are run and compared with the results shown.

After a wanted change: `make readme` fills the results in anew, and the difference is reviewed.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from benchmarks.placement import ACCURACY
from pipeline.cli.output import markdown
from pipeline.settings import PROJECT_ROOT, Settings

READMES = [PROJECT_ROOT / "README.md", PROJECT_ROOT / "README.ja.md"]
USING = [PROJECT_ROOT / "docs" / "using.md", PROJECT_ROOT / "docs" / "using.ja.md"]
QUERIES = dict.fromkeys(READMES, 3) | dict.fromkeys(USING, 2)
QUERY = re.compile(r"(?P<head><!-- query -->\n```sql\n(?P<sql>.*?)\n```\n\n)(?P<result>(?:\|[^\n]*\n)*)", re.DOTALL)
_OUTPUT = re.compile(r"(?P<head><!-- output: (?P<name>[\w-]+) -->\n)(?P<result>(?:[^\n]+\n)*)")


def filled(text: str, connection: duckdb.DuckDBPyConnection, outputs: dict[str, Callable[[], str]]) -> str:
    """Return a README with the results of its queries, and of those commands that `outputs` can run."""

    def answer(match: re.Match[str]) -> str:
        result = connection.execute(match["sql"])
        return match["head"] + markdown([column[0] for column in result.description], result.fetchall()) + "\n"

    def output(match: re.Match[str]) -> str:
        run = outputs.get(match["name"])
        return match["head"] + run() if run else match.group()

    return _OUTPUT.sub(output, QUERY.sub(answer, text))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
def test_queries_in_the_readme_give_the_results_it_shows(path: Path, kiyose: duckdb.DuckDBPyConnection) -> None:
    text = path.read_text("utf-8")
    assert len(QUERY.findall(text)) == QUERIES[path]
    assert filled(text, kiyose, {}) == text


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_a_readme_fits_a_screen_or_two(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 100


@pytest.mark.parametrize("path", USING, ids=lambda path: path.name)
def test_the_accuracy_in_the_readme_is_that_of_the_accuracy_tables(path: Path) -> None:
    shown = {match["name"]: match["result"] for match in _OUTPUT.finditer(path.read_text("utf-8"))}
    assert shown["bench-placement"] in ACCURACY.read_text("utf-8")


@pytest.mark.parametrize("path", USING, ids=lambda path: path.name)
def test_the_findings_in_the_readme_are_those_there_are(path: Path, kiyose: duckdb.DuckDBPyConnection) -> None:
    shown = {match["name"]: match["result"] for match in _OUTPUT.finditer(path.read_text("utf-8"))}["status"]
    counted = "select family_ja || ' ' || family_en, count(*) from quality.finding join quality.rule using (rule_code)"
    counts = dict(kiyose.execute(f"{counted} group by 1").fetchall())
    counts["確認事項 findings"] = sum(counts.values())
    told = {
        name: int(count) for name, count in re.findall(r"^ +(\S.*?) {2,}(\d+) +\d+ +\d+ +\d+$", shown, re.MULTILINE)
    }
    assert told == counts


def _status(settings: Settings) -> str:
    command = [sys.executable, "-m", "pipeline.cli.app", "status", "--output", str(settings.output)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.rstrip() for line in printed.replace(str(settings.output), "warehouse").splitlines()]
    return "\n".join(f"    {line}" for line in lines if line) + "\n"


def _benchmark() -> str:
    command = [sys.executable, "-m", "benchmarks.placement", "--labels"]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT).stdout


if __name__ == "__main__":
    from pipeline.assets.run import run_refresh

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.of(PROJECT_ROOT / "seeds", Path(folder))
        run_refresh(settings, lambda _: None)
        outputs = {"status": lambda: _status(settings), "bench-placement": _benchmark}
        with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
            for path in QUERIES:
                path.write_text(filled(path.read_text("utf-8"), connection, outputs), "utf-8")
