"""Texts of which a part was lost in reading: the end, the beginning, a bracket."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.prose.writing.truncation import (
    begins_midway,
    breaks_off,
    ends_in_number,
    last_of,
    may_end,
    name_breaks_off,
    script_of,
    unpaired_brackets,
)
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.base import Rule, rule
from pipeline.quality.views.document_words import (
    LONG_TEXT,
    NAMES,
    NARRATIVES,
    DocumentWords,
    Place,
    document_words,
)
from pipeline.values.departments import split_passages
from pipeline.values.text import filled

# What follows elsewhere tells a cut word only if it was met more than once.
_MET_ELSEWHERE = 2
_SHORTEST_SENTENCE = 4
# 年10回 is a plan, and not the beginning of 10回開催.
_SHORTEST_CUT = 6


@rule(
    severity="warning",
    title_ja="文の途切れ",
    title_en="Truncated text",
    rationale="The text stops within a word, a sentence or a bracket: at a particle, a stem, a comma, or where the "
    "document's other texts always go on. Telegram style (実施, 配布, 10件) is an end.",
    rationale_ja="助詞・語幹・読点や、単語・括弧の途中で文が終わっています。",
    message_ja="「{observed}」で文が途切れています。",
    message_en="The text breaks off at '{observed}'.",
    example="評価が「関係課と連携し、普及を図」で終わっている",
    question_ja="記載が「{observed}」で終わっており、途中で切れている可能性があります。全文をご記入ください。",
    answer="text",
)
def truncated_text(table: ProgressTable) -> Iterator[Finding]:
    """Report every text that breaks off: told by its own end or by how the document's texts go on and end."""
    for words in document_words(table):
        for place in (place for place in words.places if place.field in NARRATIVES):
            if end := _end_of_passage(place.text) or _cut_end(place.text, words):
                yield _found(truncated_text, place, end)
        for place in (place for place in words.places if place.field in NAMES):
            if end := name_breaks_off(place.text):
                yield _found(truncated_text, place, end)


@rule(
    severity="warning",
    title_ja="文頭の欠落",
    title_en="Text without its beginning",
    rationale="The first character cannot begin a text: a particle, a closing mark, a small letter.",
    rationale_ja="助詞や閉じ括弧など、文頭に来ない文字から始まっています。",
    message_ja="記載が「{observed}」から始まっており、前の部分が欠けています。",
    message_en="The text begins with '{observed}'; something is missing before it.",
    example="実施状況が「を実施し、12人が参加した。」",
    question_ja="記載が「{observed}」から始まっており、前の部分が欠けている可能性があります。全文をご記入ください。",
    answer="text",
)
def text_without_beginning(table: ProgressTable) -> Iterator[Finding]:
    """Report every text that begins in mid-sentence."""
    for words in document_words(table):
        for place in words.places:
            if beginning := begins_midway(place.text):
                yield _found(text_without_beginning, place, beginning)


@rule(
    severity="notice",
    title_ja="括弧の不対応",
    title_en="Bracket without its partner",
    rationale="A bracket has no partner, so that part of the text, or the bracket itself, was lost or misread.",
    rationale_ja="対応する括弧がなく、文字の欠落または誤読の可能性があります。",
    message_ja="括弧の対応が取れていません（{observed}）。",
    message_en="A bracket in '{observed}' has no partner.",
    example="「健康づくりについて」講座」を開催した。",
    question_ja="括弧の対応が取れていない記載（{observed}）があります。正しい記載をお知らせください。",
    answer="text",
)
def unpaired_bracket(table: ProgressTable) -> Iterator[Finding]:
    """Report the first bracket of every text that has no partner, unless the text breaks off there."""
    for words in document_words(table):
        for place in words.places:
            unpaired = unpaired_brackets(place.text)
            if unpaired and not breaks_off(place.text):
                yield _found(unpaired_bracket, place, place.text[max(0, unpaired[0] - 8) : unpaired[0] + 8])


def _end_of_passage(text: str) -> str | None:
    """Return where one of the departments that speak in a text breaks off."""
    return next((end for passage in split_passages(text) if (end := breaks_off(passage.text))), None)


def _cut_end(text: str, words: DocumentWords) -> str | None:
    is_cut = _goes_on_elsewhere(text, words) or (words.is_in_sentences and _never_ends_like_this(text, words))
    return last_of(text) if is_cut else None


def _goes_on_elsewhere(text: str, words: DocumentWords) -> bool:
    """Say whether the last three characters are elsewhere always followed by more of the same script."""
    script = script_of(text[-1:]) if len(text) >= _SHORTEST_CUT else None
    others = Counter(words.continuations[text[-3:]]) if text[-3:] in words.continuations else Counter[str]()
    others["\n"] -= 1
    following = list(others.elements())
    return script is not None and len(following) >= _MET_ELSEWHERE and all(map(script.match, following))


def _never_ends_like_this(text: str, words: DocumentWords) -> bool:
    """Say whether a long text ends, without a full stop, in characters that never end a sentence of the document."""
    sentence = text.rsplit("。", maxsplit=1)[-1]
    if len(text) < LONG_TEXT or len(sentence) < _SHORTEST_SENTENCE:
        return False
    if ends_in_number(text):
        return True
    pair = text[-2:]
    return not (may_end(text) or words.ends[pair] > 1 or pair in words.actions)


def _found(told: Rule, place: Place, observed: str) -> Finding:
    """Return the finding; its message marks where the quotation leaves the rest of the text out."""
    whole, part = place.text.strip(), observed.strip()
    before, after = "" if whole.startswith(part) else "…", "" if whole.endswith(part) else "…"
    values = {"observed": f"{before}{part}{after}", "expected": None}
    messages = filled(told.message_ja, values), filled(told.message_en, values)
    return replace(place.row.finding(place.field, place.fiscal_year, observed=observed), messages=messages)
