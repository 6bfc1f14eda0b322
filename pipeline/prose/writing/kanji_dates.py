"""Years, months and days in kanji numerals as digits: 令和六年四月二十三日, 二〇一九年度."""

import re
from functools import lru_cache

_DIGITS = "〇一二三四五六七八九"
_YEAR = r"(?:(?<=令和)|(?<=平成))[一二三四五六七八九十]{1,3}(?=年)|[一二][〇一二三四五六七八九]{3}(?=年)"
_MONTH, _DAY = r"(?<=年)十?[一二三四五六七八九十](?=月)", r"(?<=月)[一二三]?十?[一二三四五六七八九十](?=日)"
_NUMERAL = re.compile(f"{_YEAR}|{_MONTH}|{_DAY}")


@lru_cache(maxsize=20_000)
def dates_in_digits(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with its dates in digits, and for each character, and the end, its place in the text."""
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for match in _NUMERAL.finditer(text):
        number = _number(match.group())
        pieces += [text[last : match.start()], number]
        places += [*range(last, match.start()), *(min(match.start() + i, match.end() - 1) for i in range(len(number)))]
        last = match.end()
    return "".join([*pieces, text[last:]]), (*places, *range(last, len(text) + 1))


def _number(kanji: str) -> str:
    if "十" not in kanji:
        return "".join(str(_DIGITS.index(digit)) for digit in kanji)
    tens, _, ones = kanji.partition("十")
    return str(10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0))
