"""How much of all was done, as a text relates the two: 24か所の点検を計画し、18か所を終えた."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.ratios import OUT_OF, PART, Ratio, is_whole
from pipeline.prose.grammar.events import UNDONE, read_events
from pipeline.prose.grammar.pairs import content_pairs
from pipeline.values.text import fold_width

# Between a whole and its part: 予定していた8事業のうち5事業, 定員40名に対して22名, 250人に案内し、180人が受診.
_BETWEEN = re.compile(
    r"^[^。\d]{0,12}?(?:中(?!止)|のうち|うち|の内|のなか|に対し|のところ|[/／]|の?予定(?!通|どお)|を?計画(?!通|どお)|を?目標|の?(?:約束|取り?決め|申し?合わせ)|を?見込|を?想定|を?割り?当て|を?枠"
    r"|[にへ](?:[^。\d]{1,14}を)?(?:案内|呼び?[か掛]け|通知|送付|配布|配付|依頼|声|発送|募集|求め|勧め|促)|を対象)[^。\d]{0,24}$"
)
_SHARED_OUT = re.compile(r"^[^\d]{0,6}、\s*(?:その)?うち")
# そのうち工事に至ったのは四橋, 実施に移せたものは六項目: of what was done it is said how many.
_CAME_TO = re.compile(r"(?:た|でき|済み)(?:の|もの|ところ)は(?:、|約)?$")
_NO_WHOLE = re.compile(
    r"アンケート|回答|回収|満足|相談(?![会日]|窓口)|件受|前年|昨年|平均|約(?!束)|以上|毎(?![月週]\d)"
)
# So far in front of a number stands of what it is the share.
_NAMED = 14
_TO_DO = re.compile(r"(?:べき|要する|要した|必要[なのと]|対象(?:の|とな|とし|とす|である))")
_FINISHED = re.compile(r"済|終え|完了")
_DIVIDES = re.compile(r"[。\d]|.{17}")


@lru_cache(maxsize=20_000)
def share_told(text: str) -> Ratio | None:
    """Return the one part and whole that a text relates: 24か所の点検を計画し、18か所を終えた."""
    folded = fold_width(text)
    plain = [c for c in read_counts(text) if c.is_plain and c.value > 0 and not c.is_gross]
    found = []
    for whole, part in pairwise(plain):
        between = folded[whole.end : part.start]
        is_done = is_whole(whole) or PART.search(part.words) or _CAME_TO.search(between)
        is_shared_out = bool(_SHARED_OUT.match(between)) and not is_done
        is_told = (
            not is_shared_out
            and bool(_BETWEEN.match(between))
            and (whole.kind == part.kind or _is_of_unit(whole, part, between))
            and part.value <= whole.value
        )
        if (
            is_told
            and not is_of_undone(part, text)
            and not _NO_WHOLE.search(whole.words + folded[max(0, whole.start - _NAMED) : whole.start])
        ):
            found.append(Ratio(part, whole))
    if not found:
        found = [*_of_to_do(folded, plain), *_left_over(folded, plain, text), *_rest(plain, text)]
    return found[0] if len(found) == 1 else None


def _of_to_do(folded: str, plain: Sequence[Count]) -> Iterator[Ratio]:
    """Yield what was done of what there was to do: 補修を要する橋25橋、補修済み20橋."""
    for whole, part in pairwise(plain):
        between = folded[whole.end : part.start]
        is_list = whole.kind == part.kind and part.value <= whole.value and not _DIVIDES.search(between)
        if is_list and _TO_DO.search(whole.label) and _FINISHED.search(part.words) and not is_of_undone(part, folded):
            yield Ratio(part, whole)


def _left_over(folded: str, plain: Sequence[Count], text: str) -> Iterator[Ratio]:
    """Yield what was done where it is told what was not: 25校への導入を進めたが、10校が未導入である."""
    for whole, left in pairwise(plain):
        between = folded[whole.end : left.start]
        is_of_kind = whole.kind == left.kind.removesuffix("分") and left.value < whole.value
        if not is_of_kind or "。" in between or _NO_WHOLE.search(whole.words) or not _is_undone_act(left, text):
            continue
        denied = next((e.words for e in read_events(text) if e.start <= left.start < e.end), "")
        if is_whole(whole) or content_pairs(between) & content_pairs(denied):
            done = replace(whole, value=whole.value - left.value, label="", after="")
            yield Ratio(done, whole)


def _rest(plain: Sequence[Count], text: str) -> Iterator[Ratio]:
    """Yield what is left of a whole whose other part was not done: 30人が対象。うち6人は来られず、残る24人が終えた."""
    for whole, first, rest in zip(plain, plain[1:], plain[2:], strict=False):
        is_rest = first.value + rest.value == whole.value and whole.kind == first.kind == rest.kind
        undone = [count for count in (first, rest) if is_rest and _is_undone_act(count, text)]
        # 計4本の計画。秋の2本は人数に達せず、催行は春の2本だけ.
        if is_rest and not undone and is_whole(whole) and rest.after.startswith(("だけ", "のみ")):
            undone = [first]
        if len(undone) == 1:
            yield Ratio(rest if undone[0] is first else first, whole)


def _is_undone_act(count: Count, text: str) -> bool:
    """Say whether an act was not done to what is counted; that there was none (後継者がいない) is no act."""
    return any(e.kind in UNDONE - {"none"} and e.start <= count.start < e.end for e in read_events(text))


def _is_of_unit(whole: Count, part: Count, between: str) -> bool:
    """Say whether a part is counted in short in what its whole is counted in: 全15小学校中6校."""
    is_short = bool(part.unit) and whole.unit.endswith(part.unit) and whole.unit != part.unit
    return is_short and bool(OUT_OF.match(between))


@lru_cache(maxsize=20_000)
def is_of_undone(count: Count, text: str) -> bool:
    """Say whether a count is of what was not held: 3事業のうち1事業は次年度に送った."""
    return any(e.kind in UNDONE and e.start <= count.start < e.end for e in read_events(text))
