"""Texts that break off, told by their last characters alone, in a style in which sentences may well end in nouns."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from pipeline.prose.grammar.lexicon import hits
from pipeline.prose.grammar.lists import units
from pipeline.prose.grammar.words import Word, words_of
from pipeline.values.text import fold_width

_PAIRS = {"(": ")", "「": "」", "『": "』", "【": "】", "《": "》", "[": "]", "〈": "〉", "〔": "〕"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
# 1) … 2) …: labels of a list, not the end of a bracket.
_LABEL = re.compile(r"(?:^|[\s。、,])(?:\d{1,2}|[a-zA-Zア-ン①-⑳])\)")
_WORD_END = r"[一-龥々ァ-ヺーA-Za-z)」』%]"
# Particles, as far as no noun ends like them: 子ども, もの, こと, 10月まで, 4月から stay out.
_PARTICLE = re.compile(
    rf"を$|(?<={_WORD_END})[がにはとへでやの]$|(?<=[くたるい])(?:が|ので|のに)$|[^ぁ-ん](?:には|では|とは|にも|でも|への|との)$"
    r"|(?:において|における|に関する|に対する|に対し|について|により|による|として|のため|ための|ように|ような|とともに"
    r"|などの|などを|など、|ことが|ことを|ことで|ものの|中で|[るうくすむ]事|また|および|及び|並びに|又は|または|さらに|なお)$"
)
# Stems that call for an ending: 周知を図, 支援につなが, 実施し, 開催され.
_STEM = re.compile(
    r"[をに](?:図|行|努|進|受|設|深|高|続|取|促|養|守|防|与|得|含|経|控|加|整|伝|呼|働|掲|定|招|抱|迎)$|[っゃゅょ]$"
    r"|(?:まし|でし|ませ|られ|され|せら|なかっ|てい|でい|てお|でお|がで|くださ|いただ)$|(?<=[してで])い$"
    r"|(?<=[一-龥々ァ-ヺー])して$|(?<=[一-龥々])(?:って|いて|けて|めて|げて|えて|せて|れて|きて|りて)$"
    r"|[をがに][一-龥々]{2}し$|を(?:図り|行い|進め|受け|高め|深め|設け|続け|含め|踏まえ|通し|通じ)$"
)
_SCRIPTS = (re.compile(r"[一-龥々]"), re.compile(r"[ぁ-ゖ]"), re.compile(r"[ァ-ヺー]"))
# Counters, closing marks and the plain ends of verbs: a note may end like this anywhere.
_MAY_END = re.compile(
    r"[)）」』】%％名人件回部校所会場年月日時分円冊台枚等他計中内外]$|[たるいうくすむぐぶつぬ]$|コース$|か所$"
)
# 補修済み 十八路線: a count may end a note, whatever is counted.
_COUNT_AT_END = re.compile(rf"[\d一二三四五六七八九十百千万]\s*(?:{'|'.join(units())})$")
_BARE_NUMBER = re.compile(r"(?<![\d./:-])\d[\d,]*$")
# 内訳：家族78、職場45、その他59: where one number has no unit, none has.
_LISTED_NUMBERS = re.compile(r"[^\d\s、,]\d[\d,]*[、,・\s/][^\d、,]{1,12}\d[\d,]*$")
_MIDWAY = re.compile(r"[、，・/／:：~～→]$")
# A particle, a closing mark or a small letter never begins a text.
_LOST_BEGINNING = re.compile(r"[をんっゃゅょッャュョー、。，」』】)][^\s]")
_QUOTED, _NEAR_END = 12, 40


@lru_cache(maxsize=20_000)
def breaks_off(text: str) -> str | None:
    """Return the last characters of a text that stops within a sentence or a bracket, or None."""
    folded = fold_width(text.strip())
    if _is_left_open(folded) or _MIDWAY.search(folded) or _PARTICLE.search(folded) or _STEM.search(folded):
        return last_of(text)
    return None


def name_breaks_off(text: str) -> str | None:
    """Return the last characters of a name that stops midway, or None: names may end like headlines (地域へ)."""
    folded = fold_width(text.strip())
    is_cut = _is_left_open(folded) or _MIDWAY.search(folded) or folded.endswith(("を", "の", "が", "及び", "および"))
    return last_of(text) if is_cut else None


def last_of(text: str) -> str:
    """Return the end of a text, as it is quoted."""
    return text.strip()[-_QUOTED:]


@lru_cache(maxsize=20_000)
def begins_midway(text: str) -> str | None:
    """Return the first characters of a text that cannot begin with them, or None."""
    stripped = text.strip()
    return stripped[:_QUOTED] if _LOST_BEGINNING.match(fold_width(stripped)) else None


@lru_cache(maxsize=20_000)
def unpaired_brackets(text: str) -> list[int]:
    """Return where brackets stand that have no partner; width does not matter."""
    folded = fold_width(text)
    labels = {match.end() - 1 for match in _LABEL.finditer(folded)}
    opened: list[int] = []
    unpaired: list[int] = []
    for position, character in enumerate(folded):
        if character in _PAIRS:
            opened.append(position)
        elif character in _OPENING and position not in labels:
            if opened and folded[opened[-1]] == _OPENING[character]:
                opened.pop()
            else:
                unpaired.append(position)
    return sorted(unpaired + opened)


def _is_left_open(folded: str) -> bool:
    """Say whether the last bracket that has no partner is opened and no sentence ends after it."""
    unpaired = unpaired_brackets(folded)
    return bool(unpaired) and folded[unpaired[-1]] in _PAIRS and "。" not in folded[unpaired[-1] :]


def script_of(character: str) -> re.Pattern[str] | None:
    """Return what matches the script of a character (kanji, hiragana, katakana), or None."""
    return next((script for script in _SCRIPTS if script.match(character)), None)


def may_end(text: str) -> bool:
    """Say whether a text ends as a note may: in a counter, a closing mark, the plain form of a verb, a known act."""
    end = fold_width(text[-_NEAR_END:])
    is_list = bool(_LISTED_NUMBERS.search(end) or _COUNT_AT_END.search(end))
    return is_list or bool(_MAY_END.search(text)) or _ends_in_act(text[-_NEAR_END:])


def _ends_in_act(end: str) -> bool:
    """Say whether the last word is a whole one that tells what was done or not: 発信, 取りやめ, なし."""
    words = words_of(end)
    found = hits(words, "events")
    is_last = bool(found) and found[-1].last == len(words) - 1
    is_cut = is_last and words[-1].form.startswith("連用形") and not found[-1].has("called_off")
    return (is_last and len(words[-1].surface) > 1 and not is_cut) or _is_whole(words)


def _is_whole(words: Sequence[Word]) -> bool:
    """Say whether a text ends in a verb denied or in a noun made of a verb: 開けず, 標識の建て替え."""
    last = words[-1] if words else None
    is_denied = len(words) > 1 and words[-1].lemma == "ず" and words[-2].kind in ("動詞", "助動詞")
    kanji = sum("一" <= character <= "龥" for character in last.surface) if last else 0
    is_noun = last is not None and last.kind == "名詞" and kanji > 1 and "ぁ" <= last.surface[-1] <= "ん"
    return is_denied or is_noun or _is_count(words)


def _is_count(words: Sequence[Word]) -> bool:
    """Say whether a text ends in a number of whole words, whatever is counted: 5地点, 8水系."""
    counted = list(takewhile(lambda word: word.detail != "数詞", reversed(words)))
    is_word = [word.kind in ("名詞", "接尾辞") for word in counted]
    return 0 < len(counted) < len(words) and all(is_word) and sum(len(word.surface) for word in counted) in (2, 3)


def ends_in_number(text: str) -> bool:
    """Say whether a text ends in a number without its unit, and is no list of such numbers."""
    return bool(_BARE_NUMBER.search(text)) and not _LISTED_NUMBERS.search(fold_width(text[-_NEAR_END:]))
