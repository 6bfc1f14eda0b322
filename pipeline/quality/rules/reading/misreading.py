"""Family `reading`: words that reading got wrong."""

from collections.abc import Callable, Iterator
from functools import partial

from pipeline.prose.writing.doubling import doubled_words
from pipeline.prose.writing.lookalikes import is_likely_misreading, lookalikes
from pipeline.prose.writing.scripts import mixed_scripts
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.document_words import (
    KATAKANA_WORD,
    DocumentWords,
    Place,
    document_words,
    is_run_of_letters,
    without_digits,
)
from pipeline.values.blanks import blanks_within_words
from pipeline.values.text import mend

# A word as it is printed, and the word it probably is, if that can be said.
Suspicion = tuple[str, str | None]
Suspecting = Callable[[Place], Iterator[Suspicion]]
# Longer runs of katakana are no words; each is compared with itself less one letter, in as many copies as it has.
_LONGEST_WORD = 40
# A word is rare or frequent by the number of texts it stands in.
_RARE, _FREQUENT = 2, 3
_AROUND = 3
# Two letters at least tell a word; a digit stands for any number.


@rule(
    severity="notice",
    title_ja="誤読の可能性",
    title_en="Likely misreading",
    rationale="The word is listed as a misreading in seeds/vocabulary.csv, or it is rare and differs from exactly one "
    "frequent word of the document by one character that reading mistakes, loses or adds.",
    rationale_ja="既知の誤読であるか、文書中に多く現れる語と1文字だけ異なる語です。",
    message_ja="「{observed}」は「{expected}」の誤記または誤読の可能性があります。",
    message_en="'{observed}' is probably a misreading of '{expected}'.",
    example="実施状況に「グートキーパー研修」（「ゲートキーパー」の誤読）",
    question_ja="「{observed}」は「{expected}」と読み替えてよろしいでしょうか。",
    answer="text",
)
def likely_misreading(table: ProgressTable) -> Iterator[Finding]:
    """Report each suspicious word of a measure once, in the first of its texts."""
    for words in document_words(table):
        suspecting = partial(_misread, words=words, rare=_rare_words(words), doubtful=_doubtful_runs(words))
        yield from _first_of_each(words, suspecting)


@rule(
    severity="notice",
    title_ja="文字種の混在",
    title_en="Scripts mixed within a word",
    rationale="A character stands for its likeness in another script (力 for カ, ニ for 二, O for 0, つ for っ), or a "
    "number mixes widths; searching and counting miss the word.",
    rationale_ja="形の似た別の文字種の文字（力とカ、ニと二、Oと0など）が語の中に混じっています。",
    message_ja="「{observed}」に種類の異なる文字（片仮名・漢字・英字・小書き文字等）が混在しており、誤読の可能性があります。",
    message_en="'{observed}' mixes scripts; a character is probably misread.",
    example="「協カ体制」（片仮名のカ）、「1O件」（英字のO）",
    question_ja="「{observed}」は読み取りの誤りの可能性があります。正しい表記をお知らせください。",
    answer="text",
)
def mixed_script(table: ProgressTable) -> Iterator[Finding]:
    """Report each word of a measure in which a character is of the wrong script, once."""
    for words in document_words(table):
        yield from _first_of_each(words, _mixed)


@rule(
    severity="notice",
    title_ja="語中の空白",
    title_en="Blank within a word",
    rationale="The letters on both sides stand together elsewhere in the document; searching misses the word.",
    rationale_ja="文書の他の箇所では続けて記載されている語の中に空白があります。",
    message_ja="「{observed}」に不要な空白があります（「{expected}」）。",
    message_en="A blank stands within '{expected}': '{observed}'.",
    example="「SN Sを活用した」（他の箇所では「SNS」）",
)
def blank_within_word(table: ProgressTable) -> Iterator[Finding]:
    """Report each word of a measure that a blank divides, once."""
    for words in document_words(table):
        yield from _first_of_each(words, partial(_divided, words=words))


@rule(
    severity="notice",
    title_ja="語句の重複",
    title_en="Words doubled within a text",
    rationale="Words follow themselves, or a statement is made twice in one cell: doubled in reading or in editing, "
    "perhaps in the place of others.",
    rationale_ja="一つの欄の中で同じ語句が繰り返されており、読み取りまたは編集時に重複した可能性があります。",
    message_ja="「{observed}」の記載が重複しています。",
    message_en="Words are doubled: '{observed}'.",
    example="「県の協力の協力により」",
    question_ja="「{observed}」の記載が重複しています。正しい記載をお知らせください。",
    answer="text",
)
def doubled_wording(table: ProgressTable) -> Iterator[Finding]:
    """Report words that stand twice within one cell, once for a measure."""
    for words in document_words(table):
        yield from _first_of_each(words, lambda place: ((doubled, None) for doubled in doubled_words(place.text)))


def _first_of_each(words: DocumentWords, suspecting: Suspecting) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for place in words.places:
        for printed, reading in suspecting(place):
            if (key := (place.row.first_id, printed)) not in seen:
                seen.add(key)
                yield place.row.finding(place.field, place.fiscal_year, observed=printed, expected=reading)


def _mixed(place: Place) -> Iterator[Suspicion]:
    yield from ((m.printed, m.reading if m.reading != m.printed else None) for m in mixed_scripts(place.text))


def _divided(place: Place, words: DocumentWords) -> Iterator[Suspicion]:
    yield from blanks_within_words(place.text, words.triples)


def _misread(place: Place, words: DocumentWords, rare: dict[str, str], doubtful: set[str]) -> Iterator[Suspicion]:
    # Of a measure's name the stage that identifies measures tells the listed ones.
    if place.field != "measure":
        yield from ((bad, good) for bad, good in words.vocabulary.items() if bad in place.text)
    text = mend(place.text, words.vocabulary)
    yield from ((word, rare[word]) for word in KATAKANA_WORD.findall(text) if word in rare)
    yield from _mistaken(text, words, rare, doubtful)


def _rare_words(words: DocumentWords) -> dict[str, str]:
    """Return the rare katakana words that are near exactly one frequent one; candidates share all letters but one."""
    frequent: dict[str, set[str]] = {}
    counted = {word: count for word, count in words.words.items() if len(word) <= _LONGEST_WORD}
    for word, count in counted.items():
        if count >= _FREQUENT:
            for trace in _traces(word):
                frequent.setdefault(trace, set()).add(word)
    near = {
        word: {
            known for trace in _traces(word) for known in frequent.get(trace, ()) if is_likely_misreading(word, known)
        }
        for word, count in counted.items()
        if count <= _RARE
    }
    return {word: known.pop() for word, known in near.items() if len(known) == 1}


def _traces(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _doubtful_runs(words: DocumentWords) -> set[str]:
    """Return the rare runs of three that are frequent with one character's likeness in its place."""
    return {
        run
        for run, count in words.triples.items()
        if count <= _RARE and is_run_of_letters(run) and max(_likenesses(run, words), default=0) >= _FREQUENT * count
    }


def _likenesses(run: str, words: DocumentWords) -> Iterator[int]:
    for i, character in enumerate(run):
        yield from (words.triples[run[:i] + other + run[i + 1 :]] for other in lookalikes(character))


def _mistaken(text: str, words: DocumentWords, rare: dict[str, str], doubtful: set[str]) -> Iterator[Suspicion]:
    """Yield places where a character's likeness would make a run of three that the document knows well."""
    told = {word for word in KATAKANA_WORD.findall(text) if word in rare}
    plain = without_digits(text)
    starts = [i for i in range(len(plain) - 2) if plain[i : i + 3] in doubtful]
    for i in sorted({start + step for start in starts for step in range(3)}):
        others = lookalikes(plain[i])
        runs = [(start, plain[start : start + 3]) for start in range(max(0, i - 2), i + 1)] if others else []
        runs = [(start, run) for start, run in runs if is_run_of_letters(run)]
        if any(words.triples[run] > _RARE for _, run in runs) or any(run in word for _, run in runs for word in told):
            continue
        for other in others:
            usual = [words.triples[run[: i - start] + other + run[i - start + 1 :]] for start, run in runs]
            known = [words.triples[run] for _, run in runs]
            is_frequent = any(count >= _FREQUENT * max(1, seen) for count, seen in zip(usual, known, strict=True))
            # テレワーク is no テルワーク although ルワー is frequent: most runs must be words of the document.
            if is_frequent and 2 * sum(map(bool, usual)) > len(usual):
                left, right = text[max(0, i - _AROUND) : i], text[i + 1 : i + 1 + _AROUND]
                yield left + text[i] + right, left + other + right
