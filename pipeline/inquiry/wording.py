"""What may be written into a field as an answer, and how one section's part is put into a text of several.

A rating or narrative that several sections answer for is one cell. A section's answer replaces its own part, named as
documents do it (`【企画課】80%`), and leaves what stands there for the others. A narrative that names nobody is one
text of all: an answer is the whole of it, corrected.
"""

import re
from collections.abc import Collection, Sequence

from pipeline.errors import ShinchokuError
from pipeline.inquiry.answers import Answer
from pipeline.inquiry.columns import CORRECTION, is_confirmation, is_referral
from pipeline.inquiry.marks import marks_told
from pipeline.values.achievement import fold_labels, read_achievement, read_ratings
from pipeline.values.departments import Passage, split_passages
from pipeline.values.scales import RatingScale
from pipeline.values.text import normalise

NARRATIVES = ("plan", "status", "evaluation")
COMPOSED = ("achievement", *NARRATIVES)
# Without a sign, four digits are a count or a year.
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
# A spreadsheet that opens the seeds would take such a text for a formula, full-width signs too; a dash alone is none.
_FORMULA = re.compile(r"[\t\r]|\s*(?:[=+@＝＋＠]|[-－].)")
_LONGEST = 4000


class UnusableAnswerError(ShinchokuError):
    """An answer that cannot be recorded; it is listed with its sentence, and the others go on."""


def answered_text(answer: Answer) -> str | None:
    """Return the text that was answered; None: that it is right as printed."""
    chosen, correction = answer.answer, answer.correction
    if is_confirmation(chosen) and not correction:
        return None
    if (not chosen or is_referral(chosen)) and correction:
        return correction
    if is_referral(chosen):
        raise UnusableAnswerError(
            f"「{chosen}」とありますが、「{CORRECTION}」の欄が空欄です。訂正後の内容をご記入ください。",
            "the corrected text is missing.",
        )
    if correction:
        raise UnusableAnswerError(
            f"「{chosen}」と「{correction}」の、どちらが回答か判断できません。一方のみご記入ください。",
            "two different answers are given; give one.",
        )
    return chosen


def remarks(answer: Answer) -> str:
    """Return the remarks of an answer as a reason holds them."""
    return f"（備考: {answer.remarks}）" if answer.remarks else ""


def admitted(field: str, text: str, scale: RatingScale | None = None) -> str:
    """Return an answer as it is to stand in a field: a rating in ASCII digits with its unit, other texts as given.

    A rating in a column that has a `scale` is one of its marks. Raises UnusableAnswerError.
    """
    if _FORMULA.match(text):
        raise UnusableAnswerError(
            f"「{shortened(text)}」は = + - @ で始まるため、表計算ソフトで数式と扱われるおそれがあります。"
            "先頭の記号を外してください。",
            "it begins with = + - or @ and could be run as a formula; leave that out.",
        )
    if len(text) > _LONGEST:
        raise UnusableAnswerError(
            f"{len(text)}文字あります。{_LONGEST}文字以内にしてください。", f"it is longer than {_LONGEST} characters."
        )
    if field == "achievement":
        return _graded(text, scale) if scale else _rating(text)
    if field == "page" and not re.search(r"\d", normalise(text)):
        raise UnusableAnswerError(
            f"「{shortened(text)}」にページの番号がありません。", f"'{shortened(text)}' holds no page number."
        )
    return text


def own_part(field: str, text: str, names: Collection[str]) -> str:
    """Return what a text says for the section with these names: its own part, else what names nobody, else all."""
    if field not in COMPOSED:
        return text
    parts = _rated(text, names) if field == "achievement" else split_passages(text, names)
    own = [part.text for part in parts if part.department in names]
    for_all = [part.text for part in parts if part.department is None]
    return "\n".join(own or for_all) or text


def composed(field: str, text: str, answer: str, section_name: str, names: Collection[str], count: int) -> str:
    """Return the text of a field with a section's answer in it.

    `text` is what stands there, `names` are all names of the section, `count` sections answer for the field together.
    A field that one section answers for, and that names no other, is the answer itself.
    """
    parts = _rated(text, names) if field == "achievement" else split_passages(text, names)
    named = [part for part in parts if part.department]
    is_whole = field in NARRATIVES and text.strip() and not named
    if field not in COMPOSED or is_whole or (count == 1 and all(part.department in names for part in named)):
        return answer
    others = [part for part in parts if part.department not in names and part.text.strip()]
    # A rating that names nobody is for every section that is not named: it stays before the parts that are.
    kept = [f"【{part.department}】{part.text}" if part.department else part.text for part in others]
    return " ".join([*kept, f"【{section_name}】{answer}"])


def _rated(text: str, names: Collection[str]) -> Sequence[Passage]:
    """Return a rating's parts in the shape of passages: per section the bare rating."""
    parts = []
    for rating in read_ratings(text, names) if text.strip() else ():
        bare = rating.printed
        if rating.department:
            bare = fold_labels(bare).replace(f"【{rating.department}】", "").strip()
            bare = bare.removeprefix(rating.department).lstrip(" :：")
        parts.append(Passage(rating.department, bare, 0, 0))
    return parts


def _rating(text: str) -> str:
    """Return a rating in the notation of the documents: full-width digits folded, a bare number in percent."""
    plain = fold_labels(text).rstrip("。")
    if _NUMBER.fullmatch(plain):
        if 0 < float(plain) <= 1:
            raise UnusableAnswerError(
                f"「{text}」は {float(plain) * 100:g}% か {float(plain):g}% か判断できません。"
                "％を付けてご記入ください。",
                f"'{text}' may be {float(plain) * 100:g}% or {float(plain):g}%; give it with a percent sign.",
            )
        plain = f"{plain}%"
    if read_achievement(plain).kind in ("unreadable", "missing"):
        raise UnusableAnswerError(
            f"「{shortened(text)}」を達成度として読み取れません。"
            "「85%」のような率、または「実施」「未実施」「該当なし」でご記入ください。",
            f"'{shortened(text)}' is no achievement: give a percentage (85%), 実施, 未実施 or 該当なし.",
        )
    return plain


def _graded(text: str, scale: RatingScale) -> str:
    """Return a mark of the scale, or in words that it was (not) carried out or does not apply; no percentage."""
    plain = fold_labels(text).rstrip("。")
    if (mark := scale.mark_of(plain)) is not None:
        return mark
    if read_achievement(plain).kind in ("implemented", "not_implemented", "not_applicable"):
        return plain
    marks = marks_told(scale.marks.values())
    raise UnusableAnswerError(
        f"この欄は記号で評価する欄のため、「{shortened(text)}」は記録できません。次のいずれか、または「該当なし」で"
        f"ご記入ください: {marks}",
        f"the field is rated by marks and '{shortened(text)}' is none: give one of {', '.join(scale.marks)}, 該当なし.",
    )


def shortened(text: str) -> str:
    """Return a text as a sentence about it quotes it."""
    return text if len(text) <= 30 else f"{text[:29]}…"
