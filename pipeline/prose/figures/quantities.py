"""Which figures of two texts count one thing: by their name, by their sentence, by the words around them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.prose.figures.counts import Count, read_counts, read_single_counts
from pipeline.prose.grammar.pairs import content_pairs
from pipeline.prose.writing.restating import is_named_in
from pipeline.values.fiscal_years import read_fiscal_years
from pipeline.values.text import comparison_key, fold_width

# Of a part, of each, of another year or of what is to come: not the quantity that the other text tells.
_OTHER = re.compile(
    r"うち|新規|初|特に|[中か]でも|を持つ|を有す|を抱え|[のが]ない[一-龥]|以外|代の|男|女|市外|のみ|以上|以下|程度|約|およそ|余|目標|次年度|来年度|今後|毎|各|平均|増|減|前年|昨年|前回|解決|継続|定員"
    r"|予定|計画|申込|応募|アンケート|回答|満足|割|キャンセル|中止|延期|欠席|不足|別に|ほか|他に|例年|可能|必要|累計|通算|これまで|内訳|最大|最多|目の"
)
# What both texts may say of one and the same quantity.
_SHARED = frozenset({"新規", "初", "市外", "のみ", "継続", "男", "女"})
_AROUND = 14
_LEAST_NAMED = 2
# 新たに貸し出した60台: of this year's 320, if it is no slip.
_ADDED = re.compile(r"新たに|新しく|追加")
_DIGIT = re.compile(r"\d")
_LISTED = re.compile(r"([一-龥ァ-ヴー]{2,})(?:や|・|、|及び|および|と)(?=([一-龥ァ-ヴー]{2,}))")
_COMMON = frozenset({"実施", "年度", "市内", "令和"})
_LEAST_SHARED = 3
_WISHED = re.compile(r"予定|計画|目標|増や|減ら|ほし|望|定員")
# Who came, and how many there were: other words for any quantity.
_OF_ALL = re.compile(
    r"(?:参加|利用|受講|来場|出席|相談)者数?|[件人回]数|実績|今年度|本年度|年間|全体|合計|総数|市民|大勢|多数"
)
_WORD = re.compile(r"[一-龥ァ-ヴー々]{2,}")
_SET = re.compile(r"定員|対象|目標|予定|計画|委員|構成員|相談員|職員|教員")
# 【R1】 puts what follows, up to the next such mark, into its year.
_YEAR_MARK = re.compile(r"[【\[](?P<year>[^】\]]{1,12})[】\]]")
# A heading names one thing (シニアクラブ); 講座, 受診者数 or 内訳 may head the figures of many.
# A long label of nouns does, too, and a sentence so long does not stand in two rows by itself.
_LEAST_HEADING, _LEAST_NAME, _LEAST_LABEL, _LEAST_SENTENCE = 5, 6, 8, 32
_NOUNS = re.compile(r"[一-龥ァ-ヴー々A-Za-z0-9・のと]+(?:及び[一-龥ァ-ヴー々・]+)?")
_GENERAL = re.compile(r"(?:数|者|件|人|回|率|等|内訳)$")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PREFIX = re.compile(r"^.*(?:として|における|による|での|について|、)")
_FIXED = frozenset({"円", "千円", "時間", "日間", "つ", "", "問", "ページ", "号"})


def only_ones(text: str, other: str) -> Iterator[tuple[Count, Count]]:
    """Yield the counts of a kind of which each text has one, told in the same words: 45名が参加, 54名の参加."""
    here, there = _only(text, other), _only(other, text)
    for kind in (here.keys() & there.keys()) - _FIXED:
        if _is_one(text, here[kind], other, there[kind]):
            yield here[kind], there[kind]


def _is_one(text: str, count: Count, other: str, told: Count) -> bool:
    sentence = fold_width(other)[: told.end].rpartition("。")[2] + told.after
    is_near = bool(_near(text, count) & _near(other, told)) and not _is_narrower(count, other)
    if is_near and _is_slip(count.value, told.value):
        return True
    is_added = _ADDED.search(count.label) and not _ADDED.search(other)
    if is_added or _is_of_listed(count, sentence):
        return False
    # カードを置いた36店舗 beside カードを計41店舗に配架した: the other text names all that the count is of.
    is_named = not _DIGIT.search(count.label) and is_named_in(count.label, sentence, least=_LEAST_NAMED)
    return is_named or (is_near and _is_told_alike(_around(text, count), _around(other, told)))


def _is_of_listed(count: Count, sentence: str) -> bool:
    """Say whether a count is of one of several things that a sentence names: 薬局18か所 of 薬局や医院など52か所."""
    words = (word for listed in _LISTED.finditer(sentence) for word in listed.groups())
    return any(word in count.label for word in words)


def gives_number(text: str, count: Count) -> bool:
    """Say whether a text has the number of a count, in whatever unit or without one: （一般44、学生17）."""
    return f"{count.value:g}" in (figure.replace(",", "") for figure in _FIGURE.findall(fold_width(text)))


def is_of_some(count: Count) -> bool:
    """Say whether the words before a count make it that of a part, of each or of another time: 初参加者も13人."""
    return bool(_OTHER.search(count.label))


def is_wished(count: Count) -> bool:
    """Say whether a count is of what is planned or wished for: 年6回に増やしてほしい, 4回の予定."""
    return bool(_WISHED.search(count.after))


def _is_narrower(count: Count, other: str) -> bool:
    """Say whether a count names what the other text does not speak of: 就労の相談12件 beside 相談120件."""
    words = _WORD.findall(_OF_ALL.sub(" ", count.label[-_AROUND:]))
    strange = [word for word in words if not any(pair in other for pair in _pairs_of(word))]
    return 2 * len(strange) > len(words)


def _pairs_of(word: str) -> Iterator[str]:
    return (word[i : i + 2] for i in range(len(word) - 1))


def counts_by_year(text: str, column: int) -> Iterator[tuple[int, Count]]:
    """Yield the labelled counts of a text with their year: that of the mark before them, else the column's."""
    pieces = _YEAR_MARK.split(text)
    for mark, words in zip(["", *pieces[1::2]], pieces[0::2], strict=True):
        years = read_fiscal_years(mark)
        year = years[0].first if years else column
        yield from ((year, count) for count in read_single_counts(words).values() if count.label)


def is_set(count: Count) -> bool:
    """Say whether a count is set and not counted: a course has room for 20, a board has 15 members."""
    return bool(_SET.search(count.name))


def _is_slip(value: float, other: float) -> bool:
    """Say whether one figure can be a slip of the other: a digit another, two exchanged, one lost or doubled."""
    here, there = f"{value:g}", f"{other:g}"
    return sorted(here) == sorted(there) or Levenshtein.distance(here, there) <= 1


def _is_told_alike(words: str, other: str) -> bool:
    """Say whether two stretches have most of their words in common: then any two figures in them are of one thing."""
    here, there = (content_pairs(stretch) - _COMMON for stretch in (words, other))
    return len(here & there) >= max(_LEAST_SHARED, 0.5 * min(len(here), len(there)))


def _only(text: str, other: str) -> dict[str, Count]:
    # 47組の相談に応じ、うち6組が登録: the part leaves the whole the only one.
    counts = [count for count in read_counts(text) if not count.is_part]
    kinds = Counter(count.kind for count in counts)
    return {
        c.kind: c for c in counts if kinds[c.kind] == 1 and c.is_plain and not _is_of_other(_around(text, c), other)
    }


def _is_of_other(around: str, other: str) -> bool:
    """Say whether the words about a count make it another thing's than the other text's; 新規 in both does not."""
    return any(found not in _SHARED or found not in other for found in _OTHER.findall(around))


def _around(text: str, count: Count) -> str:
    folded = fold_width(text)
    before = re.split(r"[。\n]", folded[max(0, count.start - _AROUND) : count.start])[-1]
    return before + re.split(r"[。、\n]", folded[count.end : count.end + _AROUND])[0]


def _near(text: str, count: Count) -> frozenset[str]:
    return content_pairs(_around(text, count)) - _COMMON


@dataclass(frozen=True)
class Figures:
    """The figures of a quantity or of a sentence, and how they are quoted."""

    values: tuple[float, ...]
    printed: str


def named_figures(text: str) -> dict[str, Figures]:
    """Return the figures of a text that another measure's text can tell, too: by clear names, and by long sentences."""
    return {**_by_name(text), **_by_sentence(text)}


def _by_name(text: str) -> dict[str, Figures]:
    """Return the counts whose heading and label clearly name them, by that name and unit."""
    found = {}
    for count in read_single_counts(text).values():
        head = _PREFIX.sub("", count.heading)
        name = head if count.label == count.heading else head + count.label
        if not head and len(count.label) >= _LEAST_LABEL and _NOUNS.fullmatch(count.label):
            found[" ".join(count.key) + count.after[:2]] = Figures((count.value,), f"{count.label}{count.printed}")
        if len(head) >= _LEAST_HEADING and not _GENERAL.search(head) and len(name) >= _LEAST_NAME:
            found[f"{name} {count.kind}"] = Figures((count.value,), f"{name}{count.printed}")
    return found


def _by_sentence(text: str) -> dict[str, Figures]:
    """Return the figures of every long sentence, by its words."""
    found = {}
    for sentence in re.split(r"[。\n]", fold_width(text)):
        words = comparison_key(_FIGURE.sub("", sentence))
        if len(words) >= _LEAST_SENTENCE and (figures := _FIGURE.findall(sentence)):
            found[words] = Figures(tuple(float(f.replace(",", "")) for f in figures), "、".join(figures))
    return found
