"""Numerals as texts write them: 1,234, 3万5千, 三十五. Their patterns, and the number that each is."""

import math
import re
from functools import lru_cache

from pipeline.prose.grammar.lists import units
from pipeline.prose.grammar.words import words_of

# What is counted may be its own unit: 十四経営体, 20水門, 12コマ. Years, days, ages, ranks and bounds are none.
OPEN_UNIT = (
    r"(?![年月日時分秒歳才代割号期級位番次条項目学生週倍以程前後超強弱余近半者世周連相未万千百億円類階丁度等]|ポイント|パーセント"
    r"|[カヵケヶ箇個]?[月年]|[一-龥]{1,2}(?:目|連続|生|児|社会))(?:[一-龥ァ-ヴー々]{2,5}(?=中\d)|[一-龥ァ-ヴー々]{2,6}+(?![一-龥ァ-ヴー々]))"
)
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d++)(?:\.\d+)?"
# 3万5千, 1.2万; 三十五, 二百: but 一部 is no copy, 一人 rarely a count, and 一 begins many a word; 数十 is no number,
# 総数四十 is.
WITH_WORDS = rf"{NUMBER}(?:億(?:{NUMBER}千?万?)?|[千百]万|[万千百](?!円札)(?:\d[\d,]*[千百]?)?)?"
_DIGIT = "一二三四五六七八九"
# Before a percent or 割, any kanji digits are a number: 二五％, 三割.
KANJI_NUMBER = rf"(?<![{_DIGIT}十百〇第])[{_DIGIT}十百〇]{{1,4}}(?:[.・][{_DIGIT}〇]+)?"
_COUNTED_IN_ONE = (
    "回|件|名|か所|カ所|箇所|団体|世帯|校|社|会場|講座|冊|枚|台"
    "|時間|店|園|基|両|組|種類|事業所|施設|機関|地区|教室|トン|点|棟|戸"
)
# A digit of its own begins many a word (三世代, 四半期, 二本立て): before other units only where they end a word.
_AMBIGUOUS = frozenset("人名日分部点号面口式")
_END = r"(?![一-龥ァ-ヴー々])"
_COUNTED_ALONE = rf"つ|(?:{'|'.join(unit for unit in units() if unit not in _AMBIGUOUS)}|{OPEN_UNIT}){_END}"
IN_KANJI = (
    rf"(?<![{_DIGIT}十百千万〇第何中])(?<!(?<![総者員件])数)"
    rf"(?:[{_DIGIT}十百千万〇]{{2,9}}+|[{_DIGIT}十百千](?=\s*(?:{_COUNTED_IN_ONE}))|[三四五六七八九十百千](?=人(?![暮乗制中組]))"
    rf"|[二三四五六七八九十](?={_COUNTED_ALONE}))"
)


_WITH_POINT = re.compile(r"[〇一二三四五六七八九]+・[〇一二三四五六七八九]+")
_DIGITS = str.maketrans("〇一二三四五六七八九・", "0123456789.")


@lru_cache(maxsize=20_000)
def number_of(printed: str) -> float:
    """Return the number that a numeral is: 1,234 and 3万5千, 三十五 and 三八・五; NaN if it is none after all."""
    try:
        return float(printed.replace(",", ""))
    except ValueError:
        if _WITH_POINT.fullmatch(printed):
            return float(printed.translate(_DIGITS))
        # By itself, 三十五 may be a name; before a unit it is a number.
        lemmas = [word.lemma for word in words_of(f"{printed}件")]
        return float(lemmas[0]) if len(lemmas) == 2 and lemmas[0].isdecimal() else math.nan
