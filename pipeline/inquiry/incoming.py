"""Returned workbooks in, rows of the seeds out: every file is read before anything is written."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.inquiry.answers import read_answers
from pipeline.inquiry.decisions import Decisions, Judge
from pipeline.inquiry.questions import read_inquiries
from pipeline.seeds.writing import (
    ACCEPTANCE_COLUMNS,
    ACCEPTED,
    ADJUDICATION_COLUMNS,
    ADJUDICATIONS,
    COLUMNS_OF,
    LINK_COLUMNS,
    LINKS,
    append_rows,
    locked,
    recorded_rows,
)


def import_files(
    connection: duckdb.DuckDBPyConnection, seeds: Path, files: Sequence[Path], decided_on: str
) -> Decisions:
    """Take the answers of returned workbooks into a seeds folder; return what they came to.

    Raises InputError if the folder is missing, or a file of it cannot be read or written.
    """
    if not seeds.is_dir():
        raise InputError(
            f"{seeds}: フォルダがありません。--seeds で文書台帳のあるフォルダを指定してください。",
            f"{seeds}: there is no such folder; name the folder of the register with --seeds.",
        )
    adjudications = recorded_rows(seeds / ADJUDICATIONS, ADJUDICATION_COLUMNS)
    acceptances = recorded_rows(seeds / ACCEPTED, ACCEPTANCE_COLUMNS)
    links = recorded_rows(seeds / LINKS, LINK_COLUMNS)
    judge = Judge(read_inquiries(connection, is_accepted_asked=True), adjudications, acceptances, decided_on, links)
    for file in files:
        answers, problems = read_answers(file)
        judge.decisions.problems += problems
        for answer in answers:
            judge.decide(answer)
    decided = judge.decisions
    for name, rows in ((ADJUDICATIONS, decided.adjudications), (ACCEPTED, decided.acceptances), (LINKS, decided.links)):
        if rows:
            with locked(seeds / name):
                append_rows(seeds / name, COLUMNS_OF[name], rows)
    return decided
