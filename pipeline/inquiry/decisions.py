"""Answers to decisions: each is checked against its question, and becomes rows of the seeds or a sentence.

A correction is an adjudication (`seeds/adjudications.csv`), a confirmation an acceptance
(`seeds/accepted_findings.csv`); what is said about a whole measure is judged in `measures.py`. What is recorded already
is recognised by its place, also when the finding is resolved since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.inquiry.answers import Answer, Told, Where
from pipeline.inquiry.columns import read_place
from pipeline.inquiry.measures import ending_row, is_recorded, link_row
from pipeline.inquiry.questions import OF_MEASURES, Inquiries, Question, Section
from pipeline.inquiry.recorded import REASON, Recorded, SeedPlace, columns_of, correction_rows, place_of
from pipeline.inquiry.wording import UnusableAnswerError, admitted, answered_text, composed, own_part, remarks
from pipeline.seeds.tables import Row
from pipeline.values.field_names import place_name
from pipeline.values.text import normalise


@dataclass
class Decisions:
    """What answers come to: rows to append, how many were recorded already or are open, and what is to be told.

    `problems` are answers that cannot be used, `notes` tell how others were understood.
    """

    adjudications: list[Row] = field(default_factory=list)
    acceptances: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    unchanged_count: int = 0
    unanswered_count: int = 0
    problems: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)


class Judge:
    """Decides about answers one by one; keeps what is recorded, with what it has decided itself."""

    def __init__(
        self,
        inquiries: Inquiries,
        adjudications: Iterable[Row],
        acceptances: Iterable[Row],
        decided_on: str,
        links: Iterable[Row] = (),
    ) -> None:
        """Take the questions that are open, and the rows of the seeds."""
        self.decisions = Decisions()
        self._inquiries, self._questions, self._decided_on = inquiries, inquiries.by_key(), decided_on
        self._recorded = Recorded(adjudications, acceptances, links)
        self._seen: dict[tuple[str, ...], Where] = {}
        self._answered: dict[tuple[SeedPlace, str], tuple[str, Where]] = {}

    def decide(self, answer: Answer) -> None:
        """Decide about one row of a returned workbook."""
        try:
            self._decide(answer)
        except UnusableAnswerError as told:
            self.decisions.problems.append(Told(answer.where, told.message_ja, told.message_en))

    def _decide(self, answer: Answer) -> None:
        if answer.is_empty:
            self.decisions.unanswered_count += 1
            if answer.remarks:
                self._note(answer, f"備考のみの記入です: 「{answer.remarks}」", "only a remark was given.")
            return
        section = self._section(answer)
        self._refuse_copies(answer)
        asked = self._questions.get(_key(answer))
        if (asked and asked.answer in OF_MEASURES) or is_recorded(self._recorded, answer, section.section_name):
            self._decide_about_measure(answer, section)
            return
        text = answered_text(answer)
        if text is not None:
            self._refuse_contradictions(answer, section, text)
        if self._is_recorded(answer, section, text):
            self.decisions.unchanged_count += 1
            return
        question = self._question(answer)
        if text is None or self._is_as_printed(answer, question, section, text):
            if text is not None:
                self._note(
                    answer, "記載と同じ内容のため、記載のとおりで正しいと扱いました。", "same as printed: confirmed."
                )
            self._accept(answer, section)
        else:
            self._correct(answer, question, section, text)

    def _decide_about_measure(self, answer: Answer, section: Section) -> None:
        by, recorded = section.section_name, self._recorded
        row = None
        if not is_recorded(recorded, answer, by):
            question = self._question(answer)
            if question.answer == "relation":
                row = link_row(recorded, answer, question, by, self._decided_on)
            else:
                row = ending_row(recorded, answer, by, self._decided_on)
        if row is None:
            self.decisions.unchanged_count += 1
            return
        is_link = "relation" in row
        (recorded.links if is_link else recorded.acceptances).append(row)
        (self.decisions.links if is_link else self.decisions.acceptances).append(row)

    def _section(self, answer: Answer) -> Section:
        section = self._inquiries.sections.get(answer.ids["department_id"])
        if section is None:
            raise UnusableAnswerError(
                "回答した課を特定できません（保護された列が変更されています）。お送りした照会票にご記入ください。",
                "the section cannot be told: a protected column was changed.",
            )
        return section

    def _refuse_contradictions(self, answer: Answer, section: Section, text: str) -> None:
        """Refuse a second answer about one field that differs from the first, also where that is recorded already."""
        given = self._admitted(answer, text)
        said, where = self._answered.setdefault((place_of(answer.ids), section.section_name), (given, answer.where))
        if said != given:
            raise UnusableAnswerError(
                f"同じ欄について、{where.file} の {where.cell} に異なる回答「{said}」があります。"
                "一方に揃えてください。",
                f"{where.file} {where.cell} answers the same field differently; make them agree.",
            )

    def _refuse_copies(self, answer: Answer) -> None:
        first = self._seen.setdefault((answer.where.file, *_key(answer)), answer.where)
        if first != answer.where:
            raise UnusableAnswerError(
                f"同じ照会番号の行が {first.cell} にもあります。そちらの回答を使用しました。",
                f"the same question stands at {first.cell}, too; that answer was used.",
            )

    def _is_recorded(self, answer: Answer, section: Section, text: str | None) -> bool:
        """Say whether the section's last word about the place, or its acceptance, is this answer."""
        is_accepted = self._recorded.is_accepted(answer.finding_id, section.section_name)
        if text is None:
            return is_accepted
        place, name = place_of(answer.ids), answer.ids["field"]
        own = [
            row for row in self._recorded.at(place, answer.ids["guard"]) if row["decided_by"] == section.section_name
        ]
        if own and not name:
            return (own[-1]["field"], own[-1]["fiscal_year"]) == columns_of(read_place(text))
        if own:
            return own_part(name, own[-1]["text"], section.names) == self._admitted(answer, text)
        question = self._questions.get(_key(answer))
        return is_accepted and (question is None or self._is_as_printed(answer, question, section, text))

    def _admitted(self, answer: Answer, text: str) -> str:
        """Return an answer as it is to stand in its field, which may have a scale of marks."""
        ids = answer.ids
        line_no, year = (int(ids[name]) if ids[name].isdecimal() else None for name in ("line_no", "fiscal_year"))
        return admitted(ids["field"], text, self._inquiries.scales.get((ids["document_id"], line_no or 0, year)))

    def _is_as_printed(self, answer: Answer, question: Question, section: Section, text: str) -> bool:
        if question.field is None or not question.text:
            return False
        printed = own_part(question.field, question.text, section.names)
        return normalise(printed) == normalise(self._admitted(answer, text))

    def _question(self, answer: Answer) -> Question:
        """Return the question that is answered, if it is the one that was asked."""
        question = self._questions.get(_key(answer))
        if question is None and any(key[0] == answer.finding_id for key in self._questions):
            raise UnusableAnswerError(
                "照会番号と保護された列が合いません（変更されています）。お送りした照会票にご記入ください。",
                "the question id does not fit the protected columns: they were changed.",
            )
        if question is None:
            raise UnusableAnswerError(
                f"照会番号 {answer.finding_id} の照会事項は現在ありません（解決済み、または番号の変更）。"
                "照会票を作り直してご確認ください。",
                f"there is no open question {answer.finding_id}: it is resolved, or the id was changed.",
            )
        asked = (question.document_id, str(question.line_no), str(question.cell_no or ""), question.guard)
        if asked != tuple(answer.ids[name] for name in ("document_id", "line_no", "cell_no", "guard")):
            raise UnusableAnswerError(
                "照会した後に原文の行が変わったか、保護された列が変更されています。照会票を作り直してご確認ください。",
                "the line has changed since it was asked about, or a protected column was; export the inquiry anew.",
            )
        return question

    def _accept(self, answer: Answer, section: Section) -> None:
        if other := self._recorded.corrected_by_another(answer.finding_id, section.section_name):
            raise UnusableAnswerError(
                f"「記載のとおり」との回答ですが、{other}からは訂正の回答があります。調整をお願いします。",
                f"confirmed here, but corrected by {other}; please settle it.",
            )
        row = {
            "finding_id": answer.finding_id,
            "reason": f"記載のとおりで正しいとの回答{remarks(answer)}",
            "accepted_by": section.section_name,
            "accepted_on": self._decided_on,
            "expires_on": "",
        }
        self._recorded.acceptances.append(row)
        self.decisions.acceptances.append(row)

    def _correct(self, answer: Answer, question: Question, section: Section, text: str) -> None:
        if question.places:
            self._move(answer, question, section, text)
            return
        if question.field is None:
            raise UnusableAnswerError(
                "どの欄の訂正かが定まらないため、自動では反映できません。"
                f"事務局で seeds/adjudications.csv にご記入ください: 「{text}」",
                "which field it corrects is open; enter it in seeds/adjudications.csv by hand.",
            )
        given = self._admitted(answer, text)
        if given != text:
            self._note(answer, f"「{text}」を「{given}」として記録しました。", f"recorded as '{given}'.")
        place = place_of(answer.ids)
        standing = [row for row in self._recorded.at(place, question.guard) if row["text"]]
        current = standing[-1]["text"] if standing else question.text
        whole = composed(question.field, current, given, section.section_name, section.names, question.section_count)
        if standing and standing[-1]["text"] == whole:
            self.decisions.unchanged_count += 1
            return
        self._refuse_conflicts(section, given, whole, standing)
        if question.cell_no is None:
            self._refuse_taken(answer, question, *columns_of((question.field, question.fiscal_year)))
        if self._recorded.is_accepted(answer.finding_id, section.section_name):
            told = "先の「記載のとおり」との回答が accepted_findings.csv に残っています。該当の行を削除してください。"
            self._note(answer, told, "an earlier acceptance stands in accepted_findings.csv; remove it.")
        for row in self._rows(answer, question, section, whole):
            self._recorded.adjudications.append(row)
            self.decisions.adjudications.append(row)

    def _move(self, answer: Answer, question: Question, section: Section, text: str) -> None:
        """Give a cell the place that the section names."""
        place = read_place(text)
        if place is None or not (place in question.places or place[0] == "surplus"):
            free = "、".join(place_name(*vacant) for vacant in question.places)
            raise UnusableAnswerError(
                f"「{text}」をこの行の空いている欄として読み取れません。次のいずれかをご記入ください: {free}",
                "it names no vacant field of this line.",
            )
        name, year = columns_of(place)
        standing = self._recorded.at(place_of(answer.ids), question.guard)
        if standing and (standing[-1]["field"], standing[-1]["fiscal_year"]) == (name, year):
            self.decisions.unchanged_count += 1
            return
        self._refuse_conflicts(section, text, text, standing)
        if place[0] != "surplus":
            self._refuse_taken(answer, question, name, year)
        row = self._row(answer, question, section) | {"field": name, "fiscal_year": year}
        self._recorded.adjudications.append(row)
        self.decisions.adjudications.append(row)

    def _refuse_conflicts(self, section: Section, given: str, whole: str, standing: list[Row]) -> None:
        """Refuse an answer that would take the place of another section's, where none has a part of its own."""
        others = [row for row in standing if row["decided_by"] != section.section_name]
        if whole == given and others and others[-1] is standing[-1] and others[-1]["reason"].startswith(REASON):
            other = others[-1]
            said = other["text"] or place_name(other["field"], int(other["fiscal_year"] or 0) or None)
            raise UnusableAnswerError(
                f"同じ欄について、{other['decided_by']}から別の回答「{said}」があります。調整をお願いします。",
                f"{other['decided_by']} has answered about the same field; please settle it.",
            )

    def _refuse_taken(self, answer: Answer, question: Question, name: str, year: str) -> None:
        """Two texts of one line cannot stand in one field: one was printed elsewhere and moved here."""
        other = self._recorded.taken_by(place_of(answer.ids), question.guard, name, year)
        if other is not None:
            where = place_name(name, int(year) if year else None)
            raise UnusableAnswerError(
                f"「{where}」の欄には、{other['decided_by']}の別の回答を既に記録しています。どちらかに揃えてください。",
                f"the field {name} {year} is taken by another answer of {other['decided_by']}; make them agree.",
            )

    def _row(self, answer: Answer, question: Question, section: Section) -> Row:
        return {
            "document_id": question.document_id,
            "line_no": str(question.line_no),
            "cell_no": str(question.cell_no or ""),
            "guard": question.guard,
            "text": "",
            "reason": f"{REASON} {answer.finding_id}{remarks(answer)}",
            "decided_by": section.section_name,
            "decided_on": self._decided_on,
        }

    def _rows(self, answer: Answer, question: Question, section: Section, whole: str) -> Iterable[Row]:
        place = columns_of((str(question.field), question.fiscal_year))
        return correction_rows(self._row(answer, question, section), place, question.cell_nos, whole)

    def _note(self, answer: Answer, message_ja: str, message_en: str) -> None:
        self.decisions.notes.append(Told(answer.where, message_ja, message_en))


def _key(answer: Answer) -> tuple[str, str, str, str]:
    ids = answer.ids
    return answer.finding_id, ids["department_id"], ids["field"], ids["fiscal_year"]
