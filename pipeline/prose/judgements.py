"""Whether a text says that what was aimed at was reached: 目標を達成した, 計画値に届かなかった."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.prose.figures.comparisons import figures_of, is_difference
from pipeline.prose.figures.counts import Count
from pipeline.prose.figures.numerals import KANJI_NUMBER, number_of
from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.lexicon import Hit, hits
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word, words_of
from pipeline.values.fiscal_years import read_fiscal_years
from pipeline.values.text import fold_width

Kind = Literal["reached", "missed"]
_NEAR = 12
_DONE = ("済み", "済む", "済")
_HARD = ("困難", "難しい", "不可", "不能")
_QUALIFIED = re.compile(
    r"最終(?!的)|長期|将来|一部|ほぼ|おおむね|概ね|一定|部分的|程度|次年度|来年度|今後|目指(?!し[ただて])|向け|ため|場合|前年度|昨年度|昨年|前年"
)


# The year's own rate of achievement: 達成率は95%, 計画の8割, 進捗は6割程度.
_TOLD_RATE = re.compile(
    r"(?:達成(?:率|度|状況)】?|計画比|出来高|進捗(?:率|度|状況)?|進み(?:具合|方)|実施率|執行率|遂行率|完了率|(?:年度|年間|当初|実施|事業)?(?:(?<!大)(?:計画|目標|予定)|(?:当初|年度)の(?:見込み?|想定))(?:値|数)?の(?:うち)?|達成)"
    r"(?:に対する[^\d。、]{0,6})?(?:[はがもで:]|として(?:は)?|に(?:して|すると|直すと)|ベースで|全体の|およそ|約|おおむね|概ね|ほぼ|\s)*"
    rf"(?P<number>\d{{1,3}}(?:\.\d+)?|{KANJI_NUMBER})\s*(?P<unit>%|パーセント|割)(?P<half>5分|半|強|弱|方)?(?!増|減|上|アップ|ポイント)"
)
_DONE_RATE = re.compile(
    rf"(?P<number>\d{{1,3}}(?:\.\d+)?|{KANJI_NUMBER})\s*(?P<unit>%|パーセント|割)(?P<half>5分|半|強|弱|方)?"
    r"(?:程度|ほど|近く)?\)?(?:の|を|が|まで)?(?:達成|進捗|の?進捗|完了|終え|終了し|の出来)(?!者|感)"
)
# 【目標】認知症カフェ8か所 【実績】5か所.
_LABELLED = re.compile(
    r"[【\[〔(](?:数値)?(?:目標|計画)(?:値|数)?[】\]〕)][:\s]*[^\d。【】]{0,24}?(?P<aim>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|[^\d\s。、【\[〔(]{1,4})(?P<most>以[下内]|未満)?"
    r"[。、\s]*[【\[〔(](?:実績|結果)(?:値|数)?[】\]〕)][:\s]*[^\d。【】]{0,24}?(?P<actual>\d[\d,]*(?:\.\d+)?)\s*(?P=unit)"
)
# 進み具合は計画のおよそ半分, 進捗は三分の二ほど.
_IN_FRACTIONS = re.compile(
    r"(?:進捗(?:率|度|状況)?|進み(?:具合|方)|出来高|達成(?:率|度))[はがも]?、?(?:(?:計画|全体|目標|予定)の|およそ|おおよそ|約|ほぼ|概ね|おおむね|\s)*"
    r"(?:半分|半ば|(?P<whole>[二三四五2-5])分の(?P<part>[一二三四1-4]))(?!以上|を超|に満た)"
)
# As near as such words are.
_FRACTION = 12.0
# 実施率は24.0%であった(目標30%): what the aim makes of it is not told.
_WITH_AIM = re.compile(r"\((?:目標|計画)値?[^\d。]{0,4}\d+(?:\.\d+)?\s*%")
_BESIDE_AIM = re.compile(
    r"(?P<actual>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|人|名|件|回|か所|団体)\s*\((?:目標|計画)値?\D{0,4}(?P<aim>\d[\d,]*(?:\.\d+)?)\s*(?P=unit)\s*(?P<most>以[下内]|未満)?"
)
_OF_OTHERS = re.compile(
    r"前年|昨年|目標(?:値|は|である|の\d)|全国|都内|県内|次年度|来年度|満足|受診|認知|回収|出席|就職|参加率"
)
# 備蓄率95%を達成, サービス実施率は100%: a rate with a name of its own is no rate of what the year aimed at.
_NAMED_ITSELF = re.compile(r"[一-龥ァ-ヴー](?:率|割合)(?:[はがも:]|について)?[約\s]*$")
_THING_BEFORE = re.compile(r"(?:健診|検診|診査|指導|接種|調査|[一-龥]化)の$")
_NAME_BEFORE = re.compile(
    r"(?:[ァ-ヴー]|[一-龥](?<!計画)(?<!事業)(?<!年度)(?<!年間)(?<!目標)(?<!全体)(?<!進捗)(?<!年次)(?<!当初)(?<!本年)(?<!今年))$"
)
# 目標の100人, 目標値60%; 100人を目指し. Of an aim for later, another year or a part nothing is said.
_AIMED, _AIMED_BEHIND = (
    re.compile(
        r"(?:目標|ノルマ|到達点|目当て|計画値|見込値)[一-龥]{0,2}[はのと:である\s]{0,4}$|(?:目指し|めざし|見込ん|想定し|掲げ)[ただ](?:てい[たる])?$"
    ),
    re.compile(r"を?(?:目標|目指|めざ)"),
)
_OF_OTHER = re.compile(
    r"前年|昨年|次年度|来年度|今後|令和|平成|全国|うち|以下|以内|未満|累計|最終(?!的)|年度末まで|までに|増|減"
)
_AT_MOST = re.compile(r"以[下内]|未満|まで(?:に?減|に?抑|に?縮|に?下げ)")
_OUT_OF = re.compile(r"(?:のうち|の内|中)、?[^\d一二三四五六七八九]{0,6}[\d一二三四五六七八九]")
_BY_AIM = re.compile(r"(?:以[下内]|未満|まで(?:に)?)?[^。、\d]{0,8}(?:目標|ノルマ|目指)")
# 50件を10件も超えた.
_BY_SO_MANY = re.compile(r"(?:も|ほど|余り|程度)?(?:超|上回|下回|多|少な|不足|届|足り|及ば|割)")
_LED_BY, _LEADING_TO = 8, 7
_LEADING = frozenset({"名詞", "助詞", "助動詞", "接尾辞", "接頭辞", "空白"})
_SENTENCE, _AIM_NEAR = re.compile(r"[^。\n]+"), 9
# 5か年計画の3年目であり、全体の6割を終えた: more than the year's own.
_OF_MORE_YEARS = re.compile(r"か年計画|\d年間|年目|全体計画|全体の計画|累計|通算|最終年度|計画期間")


@dataclass(frozen=True)
class ToldRate:
    """A rate at which a text says the year's aim was reached, in percent, as printed, and how exact that is."""

    pct: float
    printed: str
    tolerance: float


@dataclass(frozen=True)
class Judgement:
    """What a clause says of the aim. `is_qualified`: in part, nearly, or for another year."""

    kind: Kind
    words: str
    is_qualified: bool


@lru_cache(maxsize=20_000)
def read_judgements(text: str) -> tuple[Judgement, ...]:
    """Return what a text says of its aims, clause by clause."""
    aimed: set[int] = set()
    found = [*_by_numbers(text), *_by_counts(text)]
    for clause in clauses_of(text):
        found += _judgements(clause, text, is_aimed=clause.sentence in aimed)
        aimed |= {clause.sentence} if any(h.has("goal") for h in hits(clause.words, "judgements")) else set()
    return tuple(found)


def _by_numbers(text: str) -> Iterator[Judgement]:
    """Yield what a figure beside its aim says: 受診率99.1%（目標値98%）."""
    folded = fold_width(text)
    for match in (*_BESIDE_AIM.finditer(folded), *_LABELLED.finditer(folded)):
        actual, aim = float(match["actual"].replace(",", "")), float(match["aim"].replace(",", ""))
        is_reached = actual <= aim if match["most"] or _is_better_low(text, match.start(1)) else actual >= aim
        yield Judgement("reached" if is_reached else "missed", match.group(), False)


def _by_counts(text: str) -> Iterator[Judgement]:
    """Yield what the only figure beside an aim says: 100人を目指していたところ、130人が参加した."""
    folded = fold_width(text)
    for sentence in _SENTENCE.finditer(folded):
        figures = figures_of(sentence.group())
        words = tuple(word for word in words_of(text) if sentence.start() <= word.start < sentence.end())
        aims = [f for f in figures if _is_aim(sentence.group(), f) or _is_named_aim(words, f, sentence.start())]
        others = [f for f in figures if aims and f is not aims[0] and f.kind == aims[0].kind and f.is_plain]
        # 100人まで増やす目標: how it is to move, and no change of what was counted.
        told = _BY_AIM.sub("", sentence.group())
        is_step = any(_is_step(figure, sentence.group()) for figure in others)
        if len(aims) == len(others) == 1 and not is_step and not _OF_OTHER.search(told):
            aim, actual = aims[0].value, others[0].value
            is_low = _is_better_low(text, sentence.start() + aims[0].start)
            is_low |= bool(_AT_MOST.match(sentence.group(), aims[0].end))
            is_reached = actual <= aim if is_low else actual >= aim
            yield Judgement("reached" if is_reached else "missed", sentence.group().strip(), False)


def _is_step(figure: Count, sentence: str) -> bool:
    """Say whether a figure tells by how much the aim was passed or missed: 10件も超えた, さらに4件を上積みした."""
    return bool(_BY_SO_MANY.match(sentence, figure.end)) or is_difference(figure, sentence)


def _is_aim(sentence: str, figure: Count) -> bool:
    before, behind = sentence[max(0, figure.start - _AIM_NEAR) : figure.start], sentence[figure.end : figure.end + 6]
    return bool(_AIMED.search(before) or _AIMED_BEHIND.match(behind)) and figure.is_exact


def _is_named_aim(words: Sequence[Word], figure: Count, start: int) -> bool:
    """Say whether an aim and its figure stand together: 目標受講者80人, 100人まで増やす目標."""
    before = [word for word in words if word.start < start + figure.start][-_LED_BY:]
    behind = [word for word in words if word.start >= start + figure.end][:_LEADING_TO]
    return _is_led_to(before) or _leads_to_aim(behind)


def _is_led_to(before: Sequence[Word]) -> bool:
    goals = [hit for hit in hits(before, "judgements") if hit.has("goal")]
    led = before[goals[-1].last + 1 :] if goals else before
    if not goals or not all(word.kind in _LEADING or word.lemma == "有る" for word in led):
        return False
    # 目標300人のところ241人: the aim is the first of them.
    if any(word.detail == "数詞" for word in led):
        return False
    # 目標を30件としていた, 目標の策定に20人; 計画相談300件 is a name, 計画では80人 an aim.
    is_near = [w.surface for w in led] == ["を"] or not any(w.surface in ("、", "を", "に", "や") for w in led)
    is_aim = before[goals[-1].last].lemma in role("aim") or (bool(led) and led[0].kind in ("助詞", "助動詞"))
    return is_near and is_aim


def _leads_to_aim(behind: Sequence[Word]) -> bool:
    ends = [hit for hit in hits(behind, "judgements") if hit.has("goal")]
    if not ends or behind[ends[0].first].lemma not in role("aim"):
        return False
    return behind[0].kind in ("助詞", "名詞") and not any(
        w.surface == "、" or w.is_past for w in behind[: ends[0].first]
    )


def _is_better_low(text: str, place: int) -> bool:
    """Say whether what stands before a figure is good to be without: 滞納率1.6%（目標2%）."""
    words = [word for word in words_of(text) if place - _NEAR <= word.start < place]
    return any("trouble" in hit.senses for hit in hits(words, "events"))


@lru_cache(maxsize=20_000)
def read_told_rates(text: str, fiscal_year: int | None = None) -> tuple[ToldRate, ...]:
    """Return the rates of achievement that a text tells in words or figures; those of anything else are left out.

    `fiscal_year`: of the column that the text stands in; what a sentence says of an aim for a later one is left out.
    """
    folded = fold_width(text)
    found: list[ToldRate] = []
    for sentence in re.split(r"[。\n]", folded):
        if _OF_MORE_YEARS.search(sentence) or _WITH_AIM.search(sentence) or _names_later(sentence, fiscal_year):
            continue
        found += [_fraction(match) for match in _IN_FRACTIONS.finditer(sentence)]
        places = {m.start("number"): m for m in (*_DONE_RATE.finditer(sentence), *_TOLD_RATE.finditer(sentence))}
        for match in places.values():
            before = sentence[max(0, match.start() - _NEAR) : match.start()]
            is_named = (
                _is_of_thing(before, match.group())
                or bool(_NAMED_ITSELF.search(before))
                or (bool(_NAME_BEFORE.search(before)) and not match.group()[0].isdigit())
            )
            if not is_named and not _OF_OTHERS.search(sentence[max(0, match.start() - 12) : match.end() + 2]):
                found.append(_told_rate(match))
    return tuple(found)


def _names_later(sentence: str, fiscal_year: int | None) -> bool:
    return fiscal_year is not None and any(year.first > fiscal_year for year in read_fiscal_years(sentence))


def _fraction(match: re.Match[str]) -> ToldRate:
    part, whole = (number_of(match[name]) if match[name] else default for name, default in (("part", 1), ("whole", 2)))
    return ToldRate(100 * part / whole, match.group().strip(), _FRACTION)


def _is_of_thing(before: str, told: str) -> bool:
    """Say whether a rate is that of a thing, and not of the year's plan: 特定健診の実施率, 耐震化の進捗率."""
    return not told.startswith("達成") and bool(_THING_BEFORE.search(before))


def _told_rate(match: re.Match[str]) -> ToldRate:
    number = number_of(match["number"])
    is_tenths = match["unit"] == "割"
    pct = 10 * number + (5 if match["half"] in ("5分", "半") else 0) if is_tenths else number
    return ToldRate(pct, match.group().strip(), 9.0 if is_tenths else 1.0)


def _judgements(clause: Clause, text: str, *, is_aimed: bool) -> Iterator[Judgement]:
    found = hits(clause.words, "judgements")
    goals = [hit for hit in found if hit.has("goal")]
    for hit in found:
        is_of_goal = any(0 < hit.first - goal.first <= _NEAR for goal in goals) or hit.last > hit.first or is_aimed
        kind = _turned(_kind(hit, clause), hit, clause)
        is_part = kind == "reached" and any(_OUT_OF.search(told) for told in _between(clause, goals, hit))
        if is_of_goal and kind and not is_part:
            words = text[clause.start : clause.end]
            yield Judgement(kind, words, bool(_QUALIFIED.search(words)))
            return


def _between(clause: Clause, goals: Sequence[Hit], hit: Hit) -> Iterator[str]:
    """Yield what stands between an aim and what is said of it: (目標の)30件のうち12件を(こなした)."""
    for goal in (goal for goal in goals if goal.last < hit.first):
        yield "".join(word.surface for word in clause.words[goal.last + 1 : hit.first])


def _turned(kind: Kind | None, hit: Hit, clause: Clause) -> Kind | None:
    """Return what is said of an aim that is the better the lower: 自殺者数は目標を下回った reached it."""
    if kind is None or not any("trouble" in hit.senses for hit in hits(clause.words, "events")):
        return kind
    if hit.has("below") or hit.has("above"):
        return "missed" if kind == "reached" else "reached"
    return kind


def _kind(hit: Hit, clause: Clause) -> Kind | None:
    behind = clause.words[hit.last + 1 : hit.last + 7]
    last = clause.words[hit.last]
    # 達成率, 達成状況; but 達成困難, 達成ならず.
    is_compound = bool(behind) and behind[0].kind in ("名詞", "接尾辞") and behind[0].start == last.end
    is_told = is_compound and (behind[0].is_negation or behind[0].lemma in (*_HARD, *_DONE))
    if is_compound and last.kind == "名詞" and not is_told:
        return None
    before = clause.words[hit.first - 1] if hit.first else None
    is_denied = any(word.is_negation or word.lemma in _HARD for word in behind)
    is_denied |= before is not None and before.kind == "接頭辞" and before.lemma in ("未", "不")
    if is_denied:
        return "missed" if hit.has("missed", "negated") else None
    if any(word.lemma in ("為", "向ける", "目指す", "たい", "可き", "よう") for word in behind):
        return None
    return "missed" if hit.has("missed") else ("reached" if hit.has("reached") else None)
