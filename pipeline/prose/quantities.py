"""Whether two texts count one thing: the only figure of its kind in each, spoken of in the same words."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.prose.counts import Count, read_counts
from pipeline.prose.likeness import content_pairs
from pipeline.values.text import fold_width

# Of a part, of each, of another year or of what is to come: not the quantity that the other text tells.
_OTHER = re.compile(
    r"うち|新規|初|特に|中でも|代の|男|女|市外|のみ|以上|以下|程度|約|およそ|余|目標|次年度|来年度|今後|毎|各|平均|増|減|前年|昨年|前回|解決|継続|定員"
    r"|予定|計画|申込|応募|アンケート|回答|満足|割|キャンセル|中止|延期|欠席|不足|別に|ほか|他に|例年|可能|必要|累計|通算|これまで|内訳|最大|最多|目の"
)
_AROUND = 14
_VARYING = frozenset({"人名", "件", "回", "部", "か所", "校", "団体", "世帯", "講座", "施設", "事業"})


def only_ones(text: str, other: str) -> Iterator[tuple[Count, Count]]:
    """Yield the counts of a kind of which each text has one, told in the same words: 45名が参加, 54名の参加."""
    here, there = _only(text), _only(other)
    for kind in here.keys() & there.keys() & _VARYING:
        if _near(text, here[kind]) & _near(other, there[kind]):
            yield here[kind], there[kind]


def _only(text: str) -> dict[str, Count]:
    counts = read_counts(text)
    kinds = Counter(count.kind for count in counts)
    return {c.kind: c for c in counts if kinds[c.kind] == 1 and c.is_plain and not _OTHER.search(_around(text, c))}


def _around(text: str, count: Count) -> str:
    folded = fold_width(text)
    before = re.split(r"[。\n]", folded[max(0, count.start - _AROUND) : count.start])[-1]
    return before + re.split(r"[。\n]", folded[count.end : count.end + _AROUND])[0]


def _near(text: str, count: Count) -> frozenset[str]:
    return content_pairs(_around(text, count)) - {"実施", "年度", "市内", "令和"}
