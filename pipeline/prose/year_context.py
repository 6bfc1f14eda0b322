"""In which years a narrative says that things were done: its own, or another than the column's.

The naming of another year alone says little: 「令和2年度から継続」, 「前年度（令和2年度）に比べ」 and
「令和2年度に策定した計画」 stand rightly in later columns. What is returned is a year in which the text says it acted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.prose.grammar.lexicon import senses_of
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import words_of
from pipeline.prose.writing.kanji_dates import dates_in_digits
from pipeline.values.fiscal_years import FiscalYears, read_dates, read_fiscal_years
from pipeline.values.text import fold_width

# 令和2年度から, に比べ, の課題を踏まえ, をもって: the year something is related to, not the year of acting.
_RELATED = re.compile(
    r"\s*[)）]?\s*(?:に|の|と|で|中|末)?\s*"
    r"(?:から|より|まで|以降|以来|以前|以後|以上|~|～|比|対比|並|同様|同じ|続き|続い|続く|引き続|比べ|比較|をもって|をもち|版|当初|末|卒"
    r"|(?:実施|開催|行)?(?:した|って)?[^。、]{0,12}(?:課題|反省|結果|踏まえ|もとに|基に|基づ|参考|データ|計画に|要綱|条例|規定)"
    # 手引き(平成28年3月作成)を用いて: when a thing was made.
    r"|[^。、()]{0,6}(?:作成|策定|制定|発行|改訂|改定|締結)\)\s*[をにので]"
    # 令和元年度の1,400人には及ばない: a figure of that year, to compare with.
    r"|の?[^。、]{0,12}\d[\d,.万千]*[^。、\d]{0,6}(?:に(?:は|も)?(?:及ば|届|遠|迫|並|比|対|続)|より|を(?:超|上回|下回|割)|から(?:増|減|伸|落))"
    # 2040年を見据え, 令和2年国勢調査における: a year to come, the name of a survey.
    # 令和元年度の8割まで戻った: what it is measured by.
    r"|の(?:約|およそ|ほぼ)?\s*[\d一二三四五六七八九][\d.]*\s*(?:割|%|パーセント|倍)|の(?:半分|半数|水準|規模|同時?期)(?:に|を|と|まで|程度|ま)"
    # 令和6年4月の制度改正に備え: what is still to come.
    r"|の[^。、\d]{1,20}?(?:に(?:備え|先立|先駆け|間に合)|を(?:前に|控え|見据え))"
    r"|\s*を(?:控え|見据え|迎え|目前|見越|めど|目途|念頭)|度?の?[一-龥]{0,6}(?:調査|統計)(?!を(?:実施|行|し))"
    # 令和4年度の国の調査では: what others found then; 次回は令和7年度である: no act at all.
    r"|[^。、]{0,12}(?:調査|統計|白書|計画|アンケート)(?:では|によると|によれば)|(?:である|です|だ)?\s*$)"
)
_ONCE = re.compile(
    r"開始|策定|制定|設置|改定|改正|改訂|廃止|終了|導入|創設|新設|発足|締結|開設|採択|統合|移行|移管|刷新|改修|始ま|始め|スタート|立ち上げ"
)
_NO_THING = role("formal") | role("reason") | role("conditional") | frozenset({"うち", "ほか", "後", "一方", "限り"})
_EARLIER, _LONGEST_NOUN = re.compile(r"前回|前年|初回|以前|当初"), 12
_COMPARING = re.compile(r"(?:昨年度?|前年度?|前回|前期)\s*[(（]?\s*$")
# 335人（令和5年度は318人）: a figure, and in brackets that of the year it is compared with.
_FIGURE = r"(?<!第)(?<!第\d)\d\s*(?![\d\s,.年月日])"
_BESIDE_FIGURE = re.compile(rf"{_FIGURE}[^。\n()]*\([^。\n()]*$")
_BRACKETED_FIGURE = re.compile(rf"(?:は、)?[^。、\n()]*{_FIGURE}[^。\n()]*\)")
_PAST_VERB = re.compile(r"(?:った|[しいけれめせえきげべねじ]た|んだ|てい[るた])(?!だ|り)")
_TOPIC = re.compile(r"\s*[)）]?\s*(?:において|に|で)?は")
# 令和4年度は30人にとどまったが、回復してきた: goes on to the column's own year.
_CONTRASTED = re.compile(r"[たるい]が、|けれど|ものの|のに対し|一方|に比べ")
# 催した本フェスタは: the very thing the column tells of.
_NOUN_START = re.compile(r"(?!本(?![人当来庁館数])|当(?![初時])|今回)[一-龥々ァ-ヶ]")
_TO_COME = re.compile(
    r"予定(?!してい[たなま])|検討|(?<=[にへ])向け|計画(?=[しさ中で。]|$|を立て)|目標|目指|今後|次年度|来年度|翌年度|予算|見込|までに|導入|準備|調整|申請|契約|決定|決まっ|ていく|たい|方針"
    # 令和6年度に延期した: nothing was done then.
    r"|延期|延ばし|先送り|繰り?越|持ち?越|繰り?下げ|見送"
    # 令和6年度に改めて行うこととした.
    r"|(?:こと|運び)(?:[とに](?:し|な))|(?<=^と)(?:し[たて]|な[りっ])|^度?と(?:し[たて]|な[りっ])"
)
# 次は令和7年度に実施する。
_NEXT_TIME, _PLAIN_END = (
    re.compile(r"次(?:回|期)?(?:の[一-龥]{2,4})?は[^。]*$"),
    re.compile(r"[うくすつぬふむるぐぶ]\s*$"),
)
# 昨年度に催した家族会には31名が集まった: the occasion is of that year, and so is what is told of it.
_HELD_THEN = re.compile(
    r"(?:開い|開催し|催し|行っ|行なっ|実施し|持っ)た(?![^。]{0,12}(?:アンケート|調査|聞き取り|意見|課題|反省))[^。、]{1,12}?(?:に|で)?は[^。]*。?\s*$"
)
# 令和6年5月に始まる審議会の委員を選んだ: when another thing is to begin.
_IS_START = re.compile(r"[うくすつぬふむるぐずづぶぷ](?=[一-龥ァ-ヴ])")
_BY_MONTH = re.compile(r"(?<!\d)(?:[1-9]|1[0-2])月(?:末|\d{1,2}日|[上中下]旬)?(?:限り)?(?:で|をもって|を以て)")
_EARLIER_YEAR = re.compile(r"年度?|以前|既に|すでに|前回")
_PAST_BEFORE = re.compile(r"(?:った|[しいけれめせえきげべねじ]た|んだ)\s*\($")
_SENTENCE_END = re.compile(r"[。\n]")
_ENDS_IN_PAST = re.compile(
    r"(?:った|[得見出経来]た|[しいけれめせえきげべねじ]た|んだ|ました|てい[るた]|実施|開催|中止|\d(?:回|件|名|人))\s*$"
)
# 昨年度は5回の研修を行った。: of this year it says nothing. 昨年度は中止したが、… goes on to it.
_LAST_YEAR_TOPIC = re.compile(
    r"\s*(?:昨年度|前年度|昨年|一昨年度?)(?:(?:に|の実績)?は|、|に(?!比|対|続|引|も|お)|の(?:春|夏|秋|冬|\d{1,2}月)に|の[^。、はが]{2,10}では、?)(?![^。]*(?:が、|けれど|ものの|のに対し|一方|から))"
)
_THIS_YEAR = re.compile(r"今年|本年|今回|当年|当該|比|増|減|再開|今後|次年度|来年度")
_NAMED_ITSELF = re.compile(r"今年度|本年度|当年度|当該年度")
_OWN_BEFORE = re.compile(r"(?<![前昨翌来一])(?:今年度|本年度|当年度|当該年度)(?:\s*[(]|である|、すなわち|たる)\s*$")
_COMPARES_OWN = re.compile(r"[~から]\s*(?:今年度|本年度|当年度)\($")
_DAY = re.compile(r"\s*(?:月|[./])?\s*(?:\d{1,2}\s*日?)?\s*(?:\([月火水木金土日祝・]+\))?")
# 2月1日から同月14日まで: all of it is when something was done.
_TO_DAY = re.compile(
    r"\s*(?:から|より|~|-)\s*(?:同年|翌年|[^。、\d]{0,3}\d{0,4}年)?(?:(?:同月|翌月|\d{1,2}\s*月)?\s*\d{1,2}\s*日|\d{1,2}\s*月(?=まで|末|にかけ))"
    r"(?:\([月火水木金土日祝・]+\))?(?:まで|にかけて)?(?:の(?:\d+日間|間))?"
)
# So far around a year stands what tells what it is named for; whoever looked through the whole text for each year would
# take the square of its length.
_NEAR, _LONGEST_SENTENCE = 240, 1000


@dataclass(frozen=True)
class OtherYear:
    """A year in which a text says it acted: as printed, its fiscal year, and the sentence."""

    printed: str
    fiscal_year: int
    sentence: str


@lru_cache(maxsize=20_000)
def other_years(text: str, fiscal_year: int, *, is_plan: bool = False) -> list[OtherYear]:
    """Return the fiscal years in which `text`, which stands in the column of `fiscal_year`, says that it acted.

    A text that names its own year, too, compares; a plan (`is_plan`) may speak of any later year.
    """
    digits, places = dates_in_digits(text)
    folded = fold_width(digits)
    mentions = read_fiscal_years(digits)
    if not mentions and not is_plan and (told := _only_last_year(text, folded, fiscal_year)):
        return [told]
    named = [*mentions, *read_dates(digits)]
    if wrong := [m for m in mentions if _is_called_own(folded, m) and fiscal_year not in m]:
        return [_told(text, _in_places(wrong[0], places))]
    if _NAMED_ITSELF.search(folded):
        return []
    if any(fiscal_year in mention or _is_calendar(folded, mention, fiscal_year) for mention in named):
        return []
    found = []
    for mention in mentions:
        is_later = mention.first > fiscal_year
        is_named = mention.last == mention.first and not (is_plan and is_later)
        is_asked = is_named and not _is_bracketed_comparison(folded, mention, fiscal_year)
        if is_asked and _acts(folded, mention.start, mention.end, years_ahead=mention.first - fiscal_year):
            found.append(_told(text, _in_places(mention, places)))
    return found


def _is_called_own(folded: str, mention: FiscalYears) -> bool:
    """Say whether a text calls a year its own: 本年度（令和5年度）, 今年度である令和5年度."""
    before = _before(folded, mention.start)
    return mention.first == mention.last and bool(_OWN_BEFORE.search(before)) and not _COMPARES_OWN.search(before)


def _only_last_year(text: str, folded: str, fiscal_year: int) -> OtherYear | None:
    """Return the year before, where it is the topic of the whole text and nothing is told of this year."""
    topic = _LAST_YEAR_TOPIC.match(folded)
    if (
        not topic
        or (_modifies_noun(folded[topic.end() :]) and not _HELD_THEN.match(folded, topic.end()))
        or _THIS_YEAR.search(folded)
        or not _ENDS_IN_PAST.search(folded.rstrip("。 "))
    ):
        return None
    back = 2 if topic.group().lstrip().startswith("一昨年") else 1
    return OtherYear(text[: topic.end()].strip(), fiscal_year - back, text.strip())


def names_own_year(text: str, fiscal_year: int) -> bool:
    """Say whether a text names the year of its column: 今年度をもって, 令和5年度末で."""
    digits = dates_in_digits(text)[0]
    mentions = [*read_fiscal_years(digits), *read_dates(digits)]
    return bool(_NAMED_ITSELF.search(text)) or any(fiscal_year in mention for mention in mentions)


def names_month_only(words: str) -> bool:
    """Say whether words tell of an end by a month of the column's own year: 5月末で終え, but not 令和3年3月で."""
    folded = fold_width(words)
    return bool(_BY_MONTH.search(folded)) and not (_EARLIER_YEAR.search(folded) or read_dates(folded))


@lru_cache(maxsize=20_000)
def other_dates(text: str, fiscal_year: int) -> list[OtherYear]:
    """Return the dates with year and month at which `text` says it acted, outside the column's fiscal year."""
    digits, places = dates_in_digits(text)
    folded = fold_width(digits)
    found = []
    for date in read_dates(digits):
        day = _DAY.match(folded, date.end)
        end = day.end() if day else date.end
        if days := _TO_DAY.match(folded, end):
            end = days.end()
            if any(later.first >= fiscal_year > date.first for later in read_dates(days.group())):
                continue
        if fiscal_year not in date and _acts(folded, date.start, end, years_ahead=date.first - fiscal_year):
            found.append(_told(text, _in_places(FiscalYears(date.first, date.last, date.start, end), places)))
    return found


def _is_calendar(folded: str, mention: FiscalYears, fiscal_year: int) -> bool:
    """Say whether a mention is the calendar year in which the fiscal year ends: 令和5年 lies in FY2022, too."""
    printed = folded[mention.start : mention.end]
    return printed.endswith("年") and mention.first == mention.last == fiscal_year + 1


def _is_bracketed_comparison(folded: str, mention: FiscalYears, fiscal_year: int) -> bool:
    """Say whether a bracket behind a figure gives the figure of an earlier year."""
    before, after = _before(folded, mention.start), folded[mention.end : mention.end + _NEAR]
    return bool(mention.first < fiscal_year and _BESIDE_FIGURE.search(before) and _BRACKETED_FIGURE.match(after))


def _acts(folded: str, start: int, end: int, *, years_ahead: int) -> bool:
    """Say whether the sentence says that something was done in the year named at [start, end).

    Of the next year a text may say what will be done; of one further ahead only in words of planning.
    """
    after = _SENTENCE_END.split(folded[end : end + _LONGEST_SENTENCE], maxsplit=1)[0]
    if _TOPIC.match(after) and _CONTRASTED.search(after):
        return False
    # 見学した（2022年8月6日）, 議会を開催(R4.11.12): when it was done.
    if after.startswith(")") and _tells_act(_before(folded, start)):
        return years_ahead <= 0
    if _RELATED.match(after) or _COMPARING.search(_before(folded, start)) or _modifies_noun(after):
        return False
    if years_ahead > 0:
        first = after.partition("、")[0]
        is_past = any(_ENDS_IN_PAST.search(stretch) for stretch in (after, first))
        # 令和5年6月14日に協議会を開催し、…報告した: what comes behind is of the same day, unless it looks ahead.
        if _NEXT_TIME.search(_before(folded, start)) and _PLAIN_END.search(after) and not is_past:
            return False
        return not _TO_COME.search(after) and not _IS_START.search(first) and (years_ahead > 1 or is_past)
    return bool(_TOPIC.match(after)) or not _ONCE.search(after)


def _tells_act(before: str) -> bool:
    """Say whether what stands in front of a bracket ends in an act: 見学した(, 議会を開催(."""
    if _PAST_BEFORE.search(before):
        return True
    words = words_of(_SENTENCE_END.split(before.rstrip("( "))[-1])
    is_act = bool(words) and words[-1].kind == "名詞" and bool(senses_of(words[-1].lemma) & {"occasion", "held"})
    is_of = any(word.surface == "を" for word in words)
    return is_act and is_of and not (_ONCE.search(words[-1].surface) or _EARLIER.search(before))


def _modifies_noun(after: str) -> bool:
    """Say whether the first verb behind the year belongs to a noun: 令和3年度に受診のなかった方.

    A year that is the topic (令和3年度は) belongs to the whole sentence.
    """
    verb = None if _TOPIC.match(after) else _PAST_VERB.search(after)
    return bool(verb and (_NOUN_START.match(after, verb.end()) or _is_noun_in_kana(after[verb.end() :])))


def _is_noun_in_kana(behind: str) -> bool:
    """Say whether words begin with a noun in kana: さくらが, ひまわりの; こと and ため are none."""
    first = words_of(behind[:_LONGEST_NOUN])[:1]
    is_noun = bool(first) and first[0].kind == "名詞" and len(first[0].surface) > 1
    return is_noun and "ぁ" <= first[0].surface[0] <= "ん" and first[0].lemma not in _NO_THING


def _in_places(mention: FiscalYears, places: Sequence[int]) -> FiscalYears:
    """Return a mention at its place in the text as printed."""
    return replace(mention, start=places[mention.start], end=places[mention.end])


def _told(text: str, mention: FiscalYears) -> OtherYear:
    before = text[max(0, mention.start - _LONGEST_SENTENCE) : mention.start]
    after = text[mention.end : mention.end + _LONGEST_SENTENCE]
    printed = text[mention.start : mention.end]
    sentence = _SENTENCE_END.split(before)[-1] + printed + _SENTENCE_END.split(after, maxsplit=1)[0]
    return OtherYear(printed.strip(), mention.first, sentence.strip())


def _before(folded: str, end: int) -> str:
    return folded[max(0, end - _NEAR) : end]
