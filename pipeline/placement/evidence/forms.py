"""What a text says about the field it belongs to: yes-or-no evidence, each with its reason.

Most evidence is a pattern, tried on all texts at once; the rest asks a reader of `values/`, and only for texts that can
come into question. `weights.csv` (see `scoring.py`) holds what each is worth for each field. A new form is a line here
and a new fit.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.values.achievement import is_rating_form
from pipeline.values.departments import has_department_form, is_bureau_name, split_departments
from pipeline.values.policies import read_items, read_policy_title

_SUFFIX = "課|室|センター|係|館|所|委員会|グループ|担当|部|局"
# A name has no object; a note to one, in brackets, may have.
_LIST = rf"^[^\s、。を]+(?:{_SUFFIX})(?:[^。を()]|\([^()]*\)?)*$"
# No list of units or ratings is longer, and no title. Large bounds within patterns would cost much more than this one.
_LONGEST_READ = 100

# Name → pattern (RE2), tried on the normalised text, which is trimmed. The comment on each group is the reason why it
# tells fields apart.
PATTERNS: dict[str, str] = {
    # Nothing printed: usual for items (printed once per group) and 再掲, rare elsewhere.
    "blank": r"^$",
    # Words: never in the column of a mark.
    "words": r"[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z]{2}",
    # A dash answers a yearly question with "nothing".
    "dash": r"^[-‐‑‒–—―−ー─━]+$",
    # Closed forms: a page, a number, a mark.
    "page_mark": r"^(?:[pP]\s*\.?\s*\d{1,3}|\d{1,3}\s*(?:ページ|頁))\s*(?:[-~,、]\s*[pP]?\.?\d{1,3})?$",
    "bare_number": r"^\d+(?:\.\d+)?$",
    "reprise_mark": r"^(?:[○◯〇●◎]|再掲|有|レ|✓)$",
    # Length and punctuation: names are short and carry no full stop.
    "one_phrase": r"^[^。]{1,20}$",
    "no_full_stop": r"^[^。]*[^。\s][^。]*$",
    # A name is no clause: it seldom has an object, and does not end in a verb.
    "object": r"を|、",
    "verbal_end": r"(?:[うくすつぬむるぐぶた])[。.]?$",
    # How a Japanese plan writes. Descriptions stand in the polite present (…します。), plans are intentions.
    "polite_present": r"ます[。.]?$",
    "carry_on": r"^(?:\S{0,12}(?:継続|実施)(?:する|していく|して実施|実施)?(?:中)?|継続|引き続き実施)[。.]?$",
    "intention": r"(?:予定|検討(?:する|中)?|いく|目指す|図る|努める|する|おく|進める|行う|継続)(?:である)?"
    r"(?:[。.]|\s*\(?[^()]{0,6}\)?)?$",
    "planned": r"予定(?:である|です)?[。.]?$",
    "from_now_on": r"今後|引き続き|次年度|来年度|予定",
    # Status is what was done, with counts and dates.
    "done": r"(?:した|行った|図った|努めた|開催|配布|掲載|いる|おいて実施|である)[。.]?$",
    "acted": r"(?:実施|開催|配布|作成|掲載|提供|送付|支給|配架|周知|開始|参加|対応|配置|発信)(?:を?(?:した|し)|、)",
    "tried": r"図った|努めた|行った|行っている|している|連携",
    "counted": r"\d\s*(?:人|名|件|回|部|校|団体|か所|ヶ所|箇所|世帯|機関|日間|コース|%)",
    "begins_with_count": r"^[^\d]{0,14}\d",
    "dated": r"\d{1,2}\s*月|\d{1,2}\s*日",
    "scheduled": r"年\s*\d+\s*回|月\s*\d+\s*回|\d+\s*月\s*\d+\s*日|第\s*\d+\s*回|令和\S{1,2}年\d",
    "cancelled": r"中止|延期|廃止|見送|実施せず",
    # Evaluations say what could be achieved, what came of it, or what remains to do.
    "achieved": r"(?:でき|出来)(?:た|ている)|つながっ|繋がっ|図れ|図られ|好評|効果|深ま|高ま|促す",
    "could": r"(?:こと|実施|対応|開催|提供)が?(?:でき|出来)",
    "became": r"なった|となって|みられ|見られ|だった|であった|多く|につなが|に繋が|と考え",
    "wanting": r"必要|課題|難し|できなか|困難|求め|減少|増加|増え|減ら|不足|少な|多かっ",
    # A list of marked parts, of sections or of components, is a narrative or a list of ratings.
    "marked_parts": r"^(?:[(【\[][^)】\]]{2,15}[)】\]]|※|①)",
}
# Name → characters from which on a text is long. Names are short.
LENGTHS = {"long": 41, "very_long": 101}

# Behind a section, those who work with it: 福祉課 社会福祉協議会.
_ORGANISATION = re.compile(r"(?:協議会|協会|連絡会|連合会|商工会|公社|事業団|社協|病院|学校|警察署|消防署)$")
# 子ども家庭支援センター 東京都: a list may hold a word of another form.
_MOSTLY = 0.75


@lru_cache(maxsize=20_000)
def _listed_departments(text: str) -> str | None:
    """Say whether a text is a list of departments, most of its letters, and of which kind by its first."""
    departments = [department for department in split_departments(text) if department.name]
    named = [d for d in departments if has_department_form(d.name) or _ORGANISATION.search(d.name)]
    letters = sum(d.end - d.start for d in named)
    if not named or not has_department_form(departments[0].name) or letters < _MOSTLY * len("".join(text.split())):
        return None
    return "bureaus" if is_bureau_name(departments[0].name) else "sections"


# Name → which texts come into question, and the reader that decides.
READERS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "rating": (
        r"^[^。をが]*(?:\d|%|実施|済み?|した|実施中|せず|なし|いない|なかった|対象外|不可|パーセント|程度|-|①)。*$",
        is_rating_form,
    ),
    "item_number": (
        r"^(?:\d{1,2}\s*[-‐‑‒–—―−ー─━]|(?:基本|重点|個別|生きる支援関連)?(?:施策|目標|方針))",
        lambda text: bool(read_items(text)) or read_policy_title(text) is not None,
    ),
    "bureaus": (_LIST, lambda text: _listed_departments(text) == "bureaus"),
    "sections": (_LIST, lambda text: _listed_departments(text) == "sections"),
}
EVIDENCE = (*PATTERNS, *LENGTHS, *READERS)


def features(texts: pa.StringArray) -> NDArray[np.float64]:
    """Return the evidence of each text: shape (texts, EVIDENCE), 0 or 1; the texts are `normalised`.

    Which digit it is tells nothing: texts that are equal but for that are looked at once.
    """
    encoded = pc.replace_substring_regex(texts, r"\d", "0").dictionary_encode()
    distinct = encoded.dictionary
    length = pc.utf8_length(distinct).to_numpy()
    columns = [_matches(distinct, pattern) for pattern in PATTERNS.values()]
    columns += [length >= least for least in LENGTHS.values()]
    is_short = length <= _LONGEST_READ
    candidates = {pattern: is_short & _matches(distinct, pattern) for pattern, _ in READERS.values()}
    columns += [_read(distinct, candidates[pattern], reader) for pattern, reader in READERS.values()]
    return np.stack(columns, axis=1).astype(np.float64)[encoded.indices.to_numpy()]


def _matches(texts: pa.StringArray, pattern: str) -> NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False))


def _read(texts: pa.StringArray, candidates: NDArray[np.bool_], reader: Callable[[str], bool]) -> NDArray[np.bool_]:
    found = candidates.copy()
    found[candidates] = [reader(text) for text in texts.filter(pa.array(candidates)).to_pylist()]
    return found
