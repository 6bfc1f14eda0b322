"""Workbooks to send: which sections get one, how their files are called, and how they are written.

A workbook that was sent may have come back into the same folder with answers; it is not overwritten unasked.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.inquiry.answers import has_answers
from pipeline.inquiry.letter import Letter
from pipeline.inquiry.questions import Inquiries, Row, Section
from pipeline.inquiry.workbook import Inquiry, workbook_bytes
from pipeline.values.fiscal_years import fiscal_year_label

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_LONGEST_NAME = 60


def chosen_sections(inquiries: Inquiries, wanted: Sequence[str]) -> list[Section]:
    """Return the sections that `wanted` names by id or (part of) name; without any, all that can be written to.

    Raises InputError for a name that no responsible section has.
    """
    every = sorted(inquiries.sections.values(), key=lambda section: section.department_id)
    if not wanted:
        return [section for section in every if section not in unaddressed_sections(inquiries)]
    chosen: dict[str, Section] = {}
    for name in wanted:
        exact = [section for section in every if name in (section.department_id, *section.names)]
        found = exact or [section for section in every if name in section.section_name]
        if not found:
            names = "、".join(section.section_name for section in every)
            raise InputError(
                f"担当課「{name}」はありません。次のいずれかを指定してください: {names}",
                f"There is no section '{name}'; name one of: {names}",
            )
        chosen |= {section.department_id: section for section in found}
    return list(chosen.values())


def unaddressed_sections(inquiries: Inquiries) -> list[Section]:
    """Return the names that are asked something and are no section to write to: not registered, where others are.

    Such a name may be outside the city or stand for several sections (関係各課); what is asked quotes internal texts.
    """
    is_registered = any(section.is_registered for section in inquiries.sections.values())
    return [
        section
        for section in sorted(inquiries.sections.values(), key=lambda section: section.department_id)
        if is_registered and not section.is_registered and inquiries.questions.get(section.department_id)
    ]


def inquiry_of(inquiries: Inquiries, section: Section) -> Inquiry:
    """Return what the workbook of a section holds."""
    questions = inquiries.questions[section.department_id]
    asked = {question.document_id for question in questions}
    lines = {(question.document_id, question.line_no) for question in questions}
    lines |= {line for line in section.lines if line[0] in asked}
    documents = {name: document for name, document in inquiries.documents.items() if name in asked}
    return Inquiry(
        section.section_name,
        questions,
        {line: inquiries.fields[line] for line in sorted(lines) if line in inquiries.fields},
        list(dict.fromkeys(document["plan_name"] for document in documents.values())),
        {name: _title(document) for name, document in documents.items()},
    )


def write_workbooks(folder: Path, contents: Mapping[str, bytes], is_overwriting: bool = False) -> None:
    """Write workbooks by file name, each at once or not at all.

    Raises InputError, before anything is written, if a file of that name holds answers or is no workbook of ours.
    """
    paths = [folder / name for name in contents]
    kept = [path for path in paths if path.exists() and not is_overwriting and has_answers(path)]
    if kept:
        names = "、".join(path.name for path in kept)
        raise InputError(
            f"{folder}: 回答の入っている（または照会票でない）ファイルがあるため、書き出していません: {names}。"
            "取り込んでから別の場所に移すか、--overwrite で上書きしてください。",
            f"{folder}: nothing was written, for these files hold answers or are no inquiries: {names}. "
            "Import and move them, or overwrite them with --overwrite.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            partial = path.with_name(f".{path.name}.partial")
            partial.write_bytes(contents[path.name])
            partial.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{folder}: 書き出せません（{reason}）。--output で別のフォルダを指定してください。",
            f"{folder}: cannot be written ({reason}); name another folder with --output.",
        ) from error


def file_names(sections: Sequence[Section]) -> dict[str, str]:
    """Return a file name for each section (by id): its own name, safe on every system; equal ones told apart by id."""
    plain = {section.department_id: f"照会票_{_safe(section.section_name)}" for section in sections}
    names = list(plain.values())
    return {
        name: f"{stem}.xlsx" if names.count(stem) == 1 else f"{stem}_{_safe(name)}.xlsx" for name, stem in plain.items()
    }


def contents(inquiries: Inquiries, sections: Sequence[Section], letter: Letter) -> dict[str, bytes]:
    """Return the workbooks of sections by file name."""
    names = file_names(sections)
    return {
        names[section.department_id]: workbook_bytes(inquiry_of(inquiries, section), letter) for section in sections
    }


def _title(document: Row) -> str:
    edition = fiscal_year_label(document["edition_fiscal_year"])
    return f"{document['plan_name']}の進捗状況（{edition}版）"


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).strip(" .")[:_LONGEST_NAME] or "_"
