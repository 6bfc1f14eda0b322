"""Numerals as texts write them: 1,234, 3万5千, 三十五. Their patterns, and the number that each is."""

import math
from functools import lru_cache

from pipeline.prose.grammar.words import words_of

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d++)(?:\.\d+)?"
# 3万5千, 1.2万; 三十五, 二百: but 一部 is no copy, 一人 rarely a count, and 一 begins many a word; 数十 is no number,
# 総数四十 is.
WITH_WORDS = rf"{NUMBER}(?:[万千百](?!円札)(?:\d[\d,]*[千百]?)?)?"
_DIGIT = "一二三四五六七八九"
_COUNTED_IN_ONE = (
    "回|件|名|か所|カ所|箇所|団体|世帯|校|社|会場|講座|冊|枚|台"
    "|時間|店|園|基|両|組|種類|事業所|施設|機関|地区|教室|トン|点|棟|戸"
)
IN_KANJI = (
    rf"(?<![{_DIGIT}十百千万〇第何中])(?<!(?<![総者員件])数)"
    rf"(?:[{_DIGIT}十百千万〇]{{2,9}}+|[{_DIGIT}十百千](?=\s*(?:{_COUNTED_IN_ONE}))|[三四五六七八九十百千](?=人(?![暮乗制中組])))"
)


@lru_cache(maxsize=20_000)
def number_of(printed: str) -> float:
    """Return the number that a numeral is: 1,234 and 3万5千 and 三十五."""
    try:
        return float(printed.replace(",", ""))
    except ValueError:
        # By itself, 三十五 may be a name; before a unit it is a number.
        lemmas = [word.lemma for word in words_of(f"{printed}件")]
        return float(lemmas[0]) if len(lemmas) == 2 and lemmas[0].isdecimal() else math.nan
