"""Which counts a rate is the rate of: wholes and their parts, told by symbols, brackets and the words beside them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.prose.figures.counts import Count, read_counts
from pipeline.prose.figures.moves import BEHIND, moves_at
from pipeline.prose.figures.rates import Rate
from pipeline.prose.grammar.pairs import content_pairs, telling_pairs
from pipeline.prose.grammar.words import words_of

# What stands for all of which something can be a part, and what for the part. 受診予約者 are all, 受診者 the part.
_WHOLE = re.compile(
    r"(?:に(?:配[りっ]|送[りっ]|渡し|尋ね|通知|案内|依頼|呼び?[か掛]け)|(?:対象|予定|割り?当て?|計画(?!通|どお|的)|目標|定員|届出|届け出|送付|発送|配付|配布|申込|申請|予約|募集|求職|在籍|登録|べき|該当)(?!に対し|のところ|より|を上回|を超|に比))"
)
PART = re.compile(r"受診|受講|参加|出席|回収|返信|返送|回答|実施|開催|面接|面談|訪問|認定|就職|完了|実績|達成|交付")
_STEM = re.compile(r"(?P<stem>[一-龥]{2,4}?)(?:者)?(?:率|割合)$")
# Rates that name no count, but how much of a whole came: 定員50人に45人が参加し、充足率は80%.
_OF_COMING = re.compile(r"充足|稼働|利用|受検|接種|加入|解決|採択|当選|合格|修了|実施|回収|返送|達成|出席|参加")
# 全12校中9校(児童の参加率88%): of people, and not of schools.
_OF_PEOPLE = re.compile(r"(?:者|員|民|生徒|児童|学生|親|世代|男性|女性)の[一-龥]{1,6}(?:率|割合)$")
# 全45地区中27地区、世帯の加入率70%.
_OF_UNIT = re.compile(r"(?P<unit>世帯|戸|事業所|団体|社|店)の[一-龥]{1,6}(?:率|割合)$")
OUT_OF = re.compile(r"^(?:中(?!止)|のうち|の内|のなか|のうちの)")
_PEOPLE_DO = re.compile(
    r"(?:受診|満足|参加|出席|回答|正答|就職|進学|認知|受講|利用|加入|接種|受検|合格|充足|稼働|回収|返送|返信|理解|継続)"
)
_AT_PLACE = re.compile(r"(?:で(?!あ|し|す)|にて|において)")
# 12,450人、うち市外1,830人: a share of those who came is no measure of what was planned.
_IS_SHARE = re.compile(r"すなわち|つまり|占め|にあた|に当た|に相当|割合|確保|率に|率で")
_OF_WHOLE = re.compile(r"(?:の|のうち|のうちの|中)(?:、|約|およそ)*")
_MEANS_PART = re.compile(r"^(?:に当たる|にあたる|に相当する|である|、)")
# Of those of whom something was counted, and of all no more: (40人中28人が修了し)就職率60%.
_OF_THOSE = re.compile(r"就職|満足|理解|認知|継続|進学|正答|定着")
_NAME_OF_RATE = re.compile(r"(?P<of>.{0,12}?)の?(?:者|化)?(?:率|比率|割合)")
_COMING_IN = frozenset({"人名", "部", "通", "世帯", "組", "件"})
_NEAR_TWO, _LED_TO = 60, 5
_NEAR_SHARE, _BARE_PLAN = 30, 8
_BESIDE, _BESIDE_PART = 3, 12
_OF_ANY = frozenset({"為る", "行う", "実施", "年間", "年度", "居る", "有る", "成る", "出来る", "以上"})
# 20%増, 50%以上を目標: not the share of anything counted here.
_NO_SHARE = re.compile(
    r"^(?:も|の|ほど|と)?(?:増|減|上昇|向上|低下|改善|アップ|ポイント|以上|以下|超|未満|を目|の目標)"
)
_COMPARED = re.compile(r"前年|昨年|前回|比(?!率)|目標|平均|全国|都内|県内|[市町村区]全体")
_NOT_PLANNED = frozenset({"件", "円", "千円", "時間", "通", "点", ""})
_OF_DEMAND = re.compile(
    r"相談|通報|申請|申込|問い?合わ?せ|受け?付け?|受理|利用|苦情|報告|届|応募|依頼|要望|予約|対応|助成|補助|交付|支給|給付|認定|新規|件数"
)
# So many counts before and behind a rate may be what it is the rate of: more than the longest published text has. All
# pairs of all counts would take the cube of a text's length.
_NEAR = 16


@dataclass(frozen=True)
class Ratio:
    """A part and the whole it is a part of."""

    part: Count
    whole: Count

    @property
    def pct(self) -> float:
        """Return the share in percent."""
        return 100 * self.part.value / self.whole.value

    @property
    def printed(self) -> str:
        """Return the counts as they are quoted: 465件／486件."""
        return f"{self.part.printed}／{self.whole.printed}"


def ratios_of(rate: Rate, counts: Sequence[Count]) -> list[Ratio]:
    """Return every ratio that a rate can be, as far as its symbols, its bracket or its name tell; else none.

    認定率(C/A): of the counts marked C and A last before it. 672件(72%): of 672 and a greater count before it.
    受診率: of a count named 受診… and one that stands for the whole. The counts are in the order of the text.
    """
    place = bisect_left(counts, rate.start, key=_start)
    counts = counts[max(0, place - _NEAR) : place + _NEAR]
    if rate.part:
        return list(_by_symbols(rate, counts))
    is_change = moves_at(rate.after[:BEHIND]) is not None
    if is_change or _NO_SHARE.search(rate.after) or _COMPARED.search(rate.label):
        return []
    plain = [count for count in counts if count.is_plain]
    if rate.is_bracketed:
        return list(_by_bracket(rate, plain))
    if _OF_PEOPLE.search(rate.label):
        plain = [count for count in plain if count.kind == "人名"]
    elif of := _OF_UNIT.search(rate.label):
        plain = [count for count in plain if count.kind == of["unit"]]
    stem = _STEM.search(rate.label)
    named = (_by_name(stem["stem"], plain) or _named_behind(rate, plain)) if stem else _by_two(rate, plain)
    return named or _right_before(rate, plain)


def part_and_whole(counts: Sequence[Count]) -> Ratio | None:
    """Return the one part and the one whole that a text counts in one unit; None if there are none or several.

    妊産婦届出数486件 面接数465件; 年3回予定していたが2回開催; 2名中1名が受講.
    """
    plain = [count for count in counts if count.is_plain and count.value > 0]
    for whole, part in pairwise(plain):
        if whole.kind == part.kind and OUT_OF.search(whole.after):
            return Ratio(part, whole)
    wholes = [count for count in plain if is_whole(count)]
    if len(wholes) != 1:
        return None
    parts = [c for c in plain if c is not wholes[0] and c.kind == wholes[0].kind and PART.search(c.words)]
    return Ratio(parts[0], wholes[0]) if len(parts) == 1 else None


def times_held(plan: str, status: str) -> Ratio | None:
    """Return how many of what was planned took place, where plan and status tell one number of a kind.

    Times are compared whatever they are of; other things only where plan and status name them alike.
    """
    planned, held = (_singles(text) for text in (plan, status))
    for kind in planned.keys() & held.keys():
        whole, part = planned[kind], held[kind]
        is_told = whole.is_plain and part.is_plain and bool(whole.value) and not is_planned(part)
        is_one = kind == "回" or (kind not in _NOT_PLANNED and _speaks_of_one(plan, status))
        if is_told and (is_one or (kind == "件" and _names_one_act(whole, part))):
            return Ratio(part, whole)
    return None


def _speaks_of_one(plan: str, status: str) -> bool:
    """Say whether plan and status share words; a plan of hardly more than a number (年12号) is of whatever was done."""
    if len(plan.strip()) <= _BARE_PLAN or content_pairs(plan) & content_pairs(status):
        return True
    here, there = ({w.lemma for w in words_of(text) if len(w.lemma) > 1 and w.is_content} for text in (plan, status))
    return bool(here & there - _OF_ANY)


def _names_one_act(whole: Count, part: Count) -> bool:
    """Say whether both name an act that is for the section to do (150件の訪問, 訪問は延べ96件), and no demand."""
    acts = {word.lemma for word in words_of(whole.words) if word.is_content and len(word.lemma) > 1}
    shared = acts & {word.lemma for word in words_of(part.words)} - _OF_ANY
    return bool(shared) and not any(_OF_DEMAND.search(lemma) for lemma in shared)


def _singles(text: str) -> dict[str, Count]:
    """Return the counts of a text of whose kind there is only one; 毎月2回 of 毎月2回、計24回 is none."""
    counts = [count for count in read_counts(text) if not (count.is_each or count.is_average)]
    kinds = Counter(count.kind for count in counts)
    return {count.kind: count for count in counts if kinds[count.kind] == 1}


def is_planned(count: Count) -> bool:
    """Say whether a count is what was planned (年3回予定), and not how many there were."""
    return bool(re.search(r"予定|計画(?!通|どお|的)|目標", count.words))


def _start(count: Count) -> int:
    return count.start


def is_whole(count: Count) -> bool:
    """Say whether a count is of all.

    The words before the number decide; those behind it only where the label tells nothing of either.
    """
    if _WHOLE.search(count.label):
        return True
    return not PART.search(count.label) and bool(_WHOLE.search(count.after))


def _by_symbols(rate: Rate, counts: Sequence[Count]) -> Iterator[Ratio]:
    marked = {count.symbol: count for count in counts if count.symbol and count.end <= rate.start}
    part, whole = marked.get(rate.part), marked.get(rate.whole)
    if part and whole and whole.value:
        yield Ratio(part, whole)


def _by_bracket(rate: Rate, counts: Sequence[Count]) -> Iterator[Ratio]:
    before = [count for count in counts if count.end <= rate.start]
    if not before or rate.start - before[-1].end > 3:
        return
    part = before[-1]
    # Those that carry a percentage of their own are its siblings, and no whole.
    wholes = [c for c in before[:-1] if c.kind == part.kind and c.value >= part.value and "%" not in c.after]
    yield from (Ratio(part, whole) for whole in wholes if whole.value)


def _by_two(rate: Rate, counts: Sequence[Count]) -> list[Ratio]:
    """160人に尋ね、136人、すなわち75%: of the two counts right before it, if words say so.

    240人の6割に当たる150人: of the count that it directly belongs to, and the one that it is made to be.
    """
    if told := _by_place(rate, counts):
        return told
    before = [count for count in counts if count.end <= rate.start][-2:]
    if len(before) < 2 or rate.start - before[-1].end > _NEAR_SHARE:
        return []
    is_out_of = bool(OUT_OF.match(before[0].after)) and rate.start - before[-1].end <= _BESIDE
    is_share = bool(_IS_SHARE.search(rate.label) or _IS_SHARE.search(rate.after[:8])) or is_out_of
    part, whole = sorted(before, key=lambda count: count.value)
    return [Ratio(part, whole)] if is_share and part.kind == whole.kind and whole.value else []


def _by_place(rate: Rate, counts: Sequence[Count]) -> list[Ratio]:
    """Return the ratio whose rate stands at its whole (会員500人の4割) or is said to be its part (75%に当たる40人)."""
    # 全25校中20校が参加した。児童の90%が: what stands between must be all of it.
    near = [count for count in counts if 0 <= rate.start - count.end <= len(count.after)]
    wholes = [count for count in near if _OF_WHOLE.fullmatch(count.after_to(rate.start))]
    following = [count for count in counts if count.start >= rate.end and count.start - rate.end <= _BESIDE_PART]
    named = bool(_MEANS_PART.match(rate.after))
    if wholes:
        whole = wholes[-1]
        others = [c for c in counts if c.kind == whole.kind and c is not whole and c.value <= whole.value]
        parts = [c for c in following if c in others] if named else [c for c in others if c.end <= rate.start]
        return [Ratio(parts[0], whole)] if len(parts) == 1 and whole.value else []
    if named and following and rate.label:
        part, pairs = following[0], telling_pairs(rate.label) or content_pairs(rate.label)
        others = [c for c in counts if c.kind == part.kind and c is not part and c.value >= part.value]
        kin = [c for c in others if content_pairs(c.label) & pairs]
        return [Ratio(part, kin[0])] if len(kin) == 1 and kin[0].value else []
    return []


def computed_share(text: str) -> Ratio | None:
    """Return the share of the only two counts of a kind in a text: what a rating to a decimal is computed from."""
    plain = [count for count in read_counts(text) if count.is_plain and count.value > 0]
    kinds = Counter(count.kind for count in plain)
    twos = [kind for kind, number in kinds.items() if number == 2]
    if len(twos) != 1:
        return None
    part, whole = sorted((count for count in plain if count.kind == twos[0]), key=lambda count: count.value)
    return Ratio(part, whole) if part.value < whole.value else None


def _by_name(stem: str, counts: Sequence[Count]) -> list[Ratio]:
    """実施率 is that of 実施回数, or, named otherwise (開催), of the one part and whole there is."""
    whole_starts = {count.start for count in counts if is_whole(count)}
    parts = _named_parts(stem, [count for count in counts if count.start not in whole_starts])
    part_starts = {part.start for part in parts}
    ratios = []
    for part in parts:
        others = [c for c in counts if c is not part and c.kind == part.kind and c.value]
        wholes = [c for c in others if c.start in whole_starts]
        wholes = wholes or [c for c in others if c.value >= part.value and c.start not in part_starts]
        ratios += [Ratio(part, whole) for whole in wholes]
    is_other = bool(_OF_THOSE.fullmatch(stem)) and not any(stem in count.words for count in counts)
    only = part_and_whole(counts) if not is_other and (PART.fullmatch(stem) or _OF_COMING.fullmatch(stem)) else None
    # 全16館中12館で教室を開き、参加率85%: where it was held.
    only = None if only and _PEOPLE_DO.fullmatch(stem) and _AT_PLACE.match(only.part.after) else only
    return ratios or ([only] if only else [])


def _named_behind(rate: Rate, counts: Sequence[Count]) -> list[Ratio]:
    """総延長240km中60km(耐震化率35%): of the whole and part right before it, whatever it is called."""
    before = [count for count in counts if count.end <= rate.start][-2:]
    if len(before) < 2 or before[0].kind != before[1].kind or not OUT_OF.match(before[0].after):
        return []
    whole, part = before
    is_right_behind = part.after_to(rate.start).removeprefix("(").startswith(rate.label)
    # 全25地区中14地区、進捗率66%: what people do is no measure of places.
    is_beside = not part.after and 0 < rate.start - part.end - len(rate.label) <= 1 and "の" not in rate.label
    is_right_behind |= is_beside and not _PEOPLE_DO.match(rate.label)
    return [Ratio(part, whole)] if is_right_behind and whole.value and part.value <= whole.value else []


def _right_before(rate: Rate, counts: Sequence[Count]) -> list[Ratio]:
    """1,200基のうち900基がLEDとなり、LED化率は85%: of the only two counts before it, which its name takes up.

    What came of those who had been asked (充足率, 回収率) need not be named again.
    """
    before = [count for count in counts if count.end <= rate.start and rate.start - count.end <= _NEAR_TWO]
    before = [count for count in before if count.kind == before[-1].kind]
    name = _NAME_OF_RATE.match(rate.label)
    if len(before) != 2 or not name or before[0].value < before[1].value or not before[0].value:
        return []
    whole, part = before
    is_near = rate.start - part.end - len(part.after) - len(rate.label) <= _LED_TO
    is_named = bool(content_pairs(name["of"]) & content_pairs(f"{part.words} {whole.words}"))
    is_of_coming = part.kind in _COMING_IN and bool(_OF_COMING.search(name["of"]))
    is_plain = len(part.after) <= _BESIDE and not _PEOPLE_DO.match(name["of"])
    is_out_of = bool(OUT_OF.match(whole.after)) and (is_plain or not name["of"])
    is_held_there = part.kind not in _COMING_IN and bool(_AT_PLACE.match(part.after))
    is_one = (is_named or is_of_coming or is_out_of) and not is_held_there
    return [Ratio(part, whole)] if is_one and is_near else []


def _named_parts(stem: str, counts: Sequence[Count]) -> list[Count]:
    """Return the counts that a rate names: by the words before them, else by those behind, else by half its name."""
    names = (stem, *(stem[i : i + 2] for i in range(0, len(stem) - 1, 2) if len(stem) > 2))
    for name in names:
        for told in ([c for c in counts if name in c.label], [c for c in counts if name in c.words]):
            if told:
                return told
    return []
