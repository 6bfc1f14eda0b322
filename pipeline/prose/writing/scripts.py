"""Characters of one script that stand for their likeness in another: 力 for カ, ニ for 二, O for 0, つ for っ."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_KATAKANA = "ァ-ヺ"
_KANJI = "一-龥々"
_TO_KATAKANA = dict(zip("力二口八夕工卜一千べぺり", "カニロハタエトーチベペリ", strict=True))
_TO_KANJI = dict(zip("カニロハタエトーチ", "力二口八夕工卜一千", strict=True))
_TO_DIGITS = str.maketrans("OoIl|", "00111")
# 3カ所, 数カ月, 各カ国: counted with カ.
_COUNTED = "所月年国村条町店校"

_Reading = Callable[[str], str]
_MIXTURES: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (re.compile(rf"(?<=[{_KATAKANA}ー])[力二口八夕工卜千](?=[{_KATAKANA}ー])(?!アップ)"), _TO_KATAKANA.__getitem__),
    (
        re.compile(rf"(?<=[{_KATAKANA}])一(?=[{_KATAKANA}](?![{_COUNTED}])|[ぁ-ん、。・)」』]|$)"),
        _TO_KATAKANA.__getitem__,
    ),
    (re.compile(rf"(?<![{_KATAKANA}{_KANJI}ー])[力二卜千](?=ー[{_KATAKANA}])"), _TO_KATAKANA.__getitem__),
    (re.compile(rf"(?<![{_KATAKANA}{_KANJI}ー\d])[力卜夕工](?=[{_KATAKANA}])(?!.アップ)"), _TO_KATAKANA.__getitem__),
    (re.compile(rf"(?<=[{_KANJI}ぁ-ん])リ(?![{_KATAKANA}ー])"), lambda _: "り"),
    (re.compile(rf"(?<=\d)入(?![{_KANJI}ぁ-ん])"), lambda _: "人"),
    (re.compile(rf"(?<=[{_KATAKANA}ー])[べぺり](?=[{_KATAKANA}ー])"), _TO_KATAKANA.__getitem__),
    (re.compile(rf"(?<=[{_KANJI}])[ニロハタトエチー](?=[{_KANJI}])"), _TO_KANJI.__getitem__),
    (re.compile(rf"(?<=[{_KANJI}])[ニロ](?![{_KATAKANA}ー])"), _TO_KANJI.__getitem__),
    (re.compile(rf"(?<=[協能努体効権勢魅協実学重])カ(?![{_KATAKANA}ー{_COUNTED}])"), _TO_KANJI.__getitem__),
    (re.compile(rf"(?<![{_KATAKANA}ぁ-んーA-Za-z\d])ー(?=[人部般定時緒方度回層環])"), _TO_KANJI.__getitem__),
    (re.compile(rf"(?<![{_KATAKANA}ー])エ(?=[夫事])"), _TO_KANJI.__getitem__),
    (
        re.compile(rf"(?<=[{_KATAKANA}])[-－—–―−‐](?=[{_KATAKANA}]{{1,2}}(?![{_KATAKANA}ー])|[ぁ-ん、。」])"),
        lambda _: "ー",
    ),
    (
        re.compile(rf"(?<![{_KATAKANA}ー])[{_KATAKANA}]{{1,2}}[-－—–―−‐](?=[{_KATAKANA}])"),
        lambda word: word[:-1] + "ー",
    ),
    (
        re.compile(
            r"(?:(?<![A-Za-z\d])|(?<=[A-Za-z]\d))\d++[OoIl|]+(?=\d|[件名人回%％年月日部校,])|(?<![A-Za-z\d])l(?=\d)"
        ),
        lambda w: w.translate(_TO_DIGITS),
    ),
    (
        re.compile(r"(?<![0-9])[0-9]++[０-９][0-9０-９]*|(?<![０-９])[０-９]++[0-9][0-9０-９]*"),
        lambda word: unicodedata.normalize("NFKC", word),
    ),
    (
        re.compile(rf"(?<=[{_KATAKANA}ー])[ｦ-ﾟ]++|(?<![ｦ-ﾟ])[ｦ-ﾟ]++(?=[{_KATAKANA}ー])"),
        lambda word: unicodedata.normalize("NFKC", word),
    ),
    (re.compile(r"(?<=[一-龥あなだまもよわ])(?<![一二三四五六七八九])つ(?=[たて])|(?<=あ)つ(?=せん)"), lambda _: "っ"),
    (re.compile(r"(?<=ち)よ(?=[っつ]?と[^うこもり])"), lambda _: "ょ"),
    (re.compile(rf"(?<=[{_KATAKANA}ー])[a-z]{{3,}}+(?![a-z]*[@.\d])"), lambda word: word),
)
_AROUND = 4
_WORD = re.compile(r"[^\s、。，．・()（）「」『』【】]*")


@dataclass(frozen=True)
class Mixture:
    """A word in which a character is not of the word's script, and the word it probably is (may be the same)."""

    printed: str
    reading: str
    start: int


@lru_cache(maxsize=20_000)
def mixed_scripts(text: str) -> tuple[Mixture, ...]:
    """Return every place where a character stands for its likeness in another script, with a little of its word."""
    return tuple(_mixtures(text))


def _mixtures(text: str) -> Iterator[Mixture]:
    seen: set[int] = set()
    for pattern, reading in _MIXTURES:
        for match in pattern.finditer(text):
            if match.start() not in seen:
                seen.add(match.start())
                before = _WORD.match(text[max(0, match.start() - _AROUND) : match.start()][::-1])
                after = _WORD.match(text[match.end() : match.end() + _AROUND])
                left = before.group()[::-1] if before else ""
                right = after.group() if after else ""
                yield Mixture(left + match.group() + right, left + reading(match.group()) + right, match.start())
