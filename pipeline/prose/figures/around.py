"""The words around a number of a narrative: its label before it, what follows it, whether it is exact."""

import re

from pipeline.values.text import fold_width

_STOP = re.compile(r"[。、，;；/「」『』\[\]【】《》〈〉)）\n\t①-⑳]|(?<!\d),|,(?!\d)")
OPENING = re.compile(r"[(:《〈\[]\s*$")
ABOUT = re.compile(r"(?:約|およそ|概ね|おおむね)\s*$")
# 15団体, and on the next line 以上、合計87団体: no bound.
ABOUT_AFTER = re.compile(r"[^\S\n]*(?:程度|以上|以下|未満|余り?|前後|超|強|弱|ほど|ずつ)")
_MODIFIERS = re.compile(r"(?:年間|年度|各|約|およそ|延べ?|のべ|述べ|合計|総計|(?<![会統設])計|全|うち|年)\s*$")
PARTICLES = re.compile(r"(?:に?対して?|にして|について|として|では|には|[はがをにでとのも:]|\s)+$")
SYMBOL = re.compile(r"(?<![A-Za-z])(?P<symbol>[A-Z])$")
_BRACKETED_SYMBOL = re.compile(r"(?<=[^\W\dA-Za-z])\(\s*(?P<symbol>[A-Z])\s*\)(?=[:はがも\s]*\d)")
# 令和4年度は120人: the year is when, and not what is counted.
_ONLY_YEAR = re.compile(r"(?:令和|平成|[RH])?(?:元|\d{1,4})?|[前昨今本]|当該?")
LEADING = re.compile(r"^(?:また|及び|および|並びに|さらに|なお|そのうち|うち|[とやのにへがをはでも])+")
# A longer number is a code, or damaged; beyond the digits of a float it could not be printed again.
MOST_DIGITS = 15
# As far back as the words about a number can stand; whoever looked through the whole text for each number would take
# the square of its length.
_FARTHEST = 240


def folded_text(text: str) -> str:
    """Return the text in one width, 申請者数(A) printed as 申請者数A; every character keeps its place."""
    return _BRACKETED_SYMBOL.sub(lambda match: match["symbol"].ljust(len(match.group())), fold_width(text))


def words_before(folded: str, end: int, start: int = 0) -> str:
    """Return what stands before a number, as far back as it can tell anything about it."""
    return folded[max(start, end - _FARTHEST) : end]


def words_after(folded: str, start: int, end: int) -> str:
    """Return what follows a number, up to the next stop."""
    return _STOP.split(folded[start : min(end, start + _FARTHEST)], maxsplit=1)[0].strip()


def words_in(between: str) -> str:
    """Return the words between the last stop and the number."""
    stretch = OPENING.sub("", between).rstrip()
    stops = [stop.end() for stop in _STOP.finditer(stretch)]
    stretch = stretch[stops[-1] :] if stops else stretch
    opened = stretch.rfind("(")
    return stretch[opened + 1 :] if opened >= 0 and ")" not in stretch[opened:] else stretch


def label_of(words: str) -> tuple[str, str]:
    """Return what a number counts, without particles, and the symbol behind it (A of 申請者数A); empty: none."""
    label = LEADING.sub("", words.strip())
    while (shorter := PARTICLES.sub("", _MODIFIERS.sub("", label))) != label:
        label = shorter
    label = "" if _ONLY_YEAR.fullmatch(label) else label
    symbol = SYMBOL.search(label)
    return (label[: symbol.start()], symbol["symbol"]) if symbol else (label, "")
