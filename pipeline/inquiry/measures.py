"""Answers about whole measures: whether two names are one measure, and what became of one that is not printed any more.

The first becomes a row of `seeds/measure_links.csv`, the second an acceptance with its reason. Which field of a line an
answer corrects is decided elsewhere (`decisions.py`).
"""

import re

from pipeline.inquiry.answers import Answer
from pipeline.inquiry.columns import ENDINGS, OTHER_ENDING, is_confirmation, is_referral
from pipeline.inquiry.questions import Question
from pipeline.inquiry.recorded import REASON, Recorded, is_answer_to
from pipeline.inquiry.wording import UnusableAnswerError, admitted, answered_text, remarks, shortened
from pipeline.seeds.register import plan_of
from pipeline.seeds.tables import Row
from pipeline.values.text import normalise

_THING = r"(?:の)?(?:施策|取組|事業|実施内容|もの)?(?:です|である)?"
_SAME = re.compile(rf"はい|(?:同じ|同一){_THING}")
_DIFFERENT = re.compile(rf"いいえ|別物(?:です)?|(?:異なり|違い)ます|(?:別|異なる|違う){_THING}")
_ENDED = ENDINGS[:-1]
_ENDING = f"{REASON}: "


def relation_of(answer: Answer) -> str:
    """Return `same` or `different`. Raises UnusableAnswerError for an answer that says neither."""
    text = (answered_text(answer) if answer.correction else None) or answer.answer
    plain = normalise(text).rstrip("。")
    for relation, phrase in (("same", _SAME), ("different", _DIFFERENT)):
        if phrase.fullmatch(plain):
            return relation
    raise UnusableAnswerError(
        f"「{shortened(text)}」では、同じ実施内容か別の実施内容かを判断できません。"
        "「同じ」または「別」でご回答ください（説明は備考の欄にご記入ください）。",
        f"'{shortened(text)}' is neither: answer 同じ (the same measure) or 別 (another one); explain in the remarks.",
    )


def link_row(recorded: Recorded, answer: Answer, question: Question, section_name: str, decided_on: str) -> Row | None:
    """Return the link that an answer decides; None if the same is recorded.

    Raises UnusableAnswerError for an answer that says neither, or contradicts the one of another section.
    """
    row = {
        "plan_id": plan_of(question.document_id),
        "measure_name": question.printed,
        "earlier_name": question.earlier_name,
        "relation": relation_of(answer),
        "reason": f"{REASON} {answer.finding_id}{remarks(answer)}",
        "decided_by": section_name,
        "decided_on": decided_on,
    }
    names = ("plan_id", "measure_name", "earlier_name")
    standing = [other for other in recorded.links if all(other[name] == row[name] for name in names)]
    if standing and standing[-1]["relation"] == row["relation"]:
        return None
    if standing and standing[-1]["reason"].startswith(REASON):
        _refuse_another(standing[-1]["decided_by"], section_name)
    return row


def ending_row(recorded: Recorded, answer: Answer, section_name: str, decided_on: str) -> Row | None:
    """Return the acceptance of a measure's end, with what became of it; None if the same is recorded.

    Raises UnusableAnswerError for an answer that gives no reason, or contradicts the one of another section.
    """
    row = {
        "finding_id": answer.finding_id,
        "reason": _ENDING + ending_of(answer) + remarks(answer),
        "accepted_by": section_name,
        "accepted_on": decided_on,
        "expires_on": "",
    }
    standing = [other for other in recorded.acceptances if other["finding_id"] == row["finding_id"]]
    if standing and standing[-1]["reason"] == row["reason"]:
        return None
    if standing and standing[-1]["reason"].startswith(_ENDING):
        _refuse_another(standing[-1]["accepted_by"], section_name)
    return row


def ending_of(answer: Answer) -> str:
    """Return what became of a measure. Raises UnusableAnswerError for an answer that does not say it."""
    chosen = normalise(answer.answer).rstrip("。")
    if chosen in _ENDED:
        return f"{chosen}（{admitted('', answer.correction)}）" if answer.correction else chosen
    is_other = chosen in (normalise(OTHER_ENDING), "その他")
    if is_other and answer.remarks and not answer.correction:
        return "その他"
    says_nothing = is_other or is_confirmation(answer.answer) or is_referral(answer.answer)
    if says_nothing and not answer.correction:
        raise UnusableAnswerError(
            f"「{shortened(answer.answer)}」では、掲載されなくなった理由が分かりません。"
            "「終了」「統合」「掲載漏れ」のいずれか、またはほかの理由を備考の欄にご記入ください。",
            f"'{shortened(answer.answer)}' does not say why it is gone: answer 終了 (ended), 統合 (merged) or 掲載漏れ "
            "(left out by mistake), or give another reason in the remarks.",
        )
    return admitted("", answer.correction if says_nothing else answered_text(answer) or "")


def is_recorded(recorded: Recorded, answer: Answer, section_name: str) -> bool:
    """Say whether a section's last word about a measure is this answer, also when nothing is asked any more."""
    links = [row for row in recorded.links if is_answer_to(row, answer.finding_id)]
    own = [row for row in links if row["decided_by"] == section_name]
    if own:
        return own[-1]["relation"] == relation_of(answer)
    by = (answer.finding_id, section_name)
    accepted = [row for row in recorded.acceptances if (row["finding_id"], row["accepted_by"]) == by]
    is_ending = accepted and accepted[-1]["reason"].startswith(_ENDING)
    return bool(is_ending) and accepted[-1]["reason"] == _ENDING + ending_of(answer) + remarks(answer)


def _refuse_another(by: str, section_name: str) -> None:
    if by != section_name:
        raise UnusableAnswerError(
            f"同じ実施内容について、{by}から別の回答があります。調整をお願いします。",
            f"{by} has answered otherwise about the same measure; please settle it.",
        )
