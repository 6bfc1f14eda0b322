"""Which section a text names as the one that acted: 介護保険課が開催した, 防災課の主催により."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.prose.grammar.clauses import Clause, clauses_of
from pipeline.prose.grammar.events import read_events
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word
from pipeline.values.departments import has_department_form, names_no_department

_ENDINGS = ("課", "局", "室", "センター", "係")
# 〜室で and 〜センターで are places; who is named by が or の主催 acts.
_PLACES = ("室", "センター")
_ACTING = re.compile(
    r"^\s*(?:が(?!ん)|の(?:主催|共催|所管|所掌|主管|主導|主体|担当|受け?持ち|管轄|直営|手(?:で|により|によって)|もとで|責任で|予算で|事業として|取組として"
    r"|保健師|職員|担当者|係員|相談員|スタッフ)|主催|所管|所掌|主導|主体|主管|職員|受け?持ち|に(?:より|よって)(?:担|実施|運営|開|行)|側で|単独で)"
)
_ACTING_AT = re.compile(r"^\s*(?:において|にて|で(?!は?な)|により|による(?!と)|が)")
# 市民課で稼働している tells where; 市民課で実施した who.
_AT = re.compile(r"^\s*(?:で|にて)")
_DOES = re.compile(
    r"実施|開催|行[いうっわ]|担|取り?扱|対応|運営|企画|作成|配布|開[いきか]|設[けく]|取りまとめ|まとめ|受け持|所掌|執行|手がけ|進め|発行|発送|更新|点検|整備|募集|集計|設計|施工|監督|発注|改修|修繕|工事|取り?替え|完了"
)
# 生涯学習課の受持ちであり、同課の手により: who acts is told a second time.
_THE_SAME = re.compile(r"同[課室局係](?:が|の(?:手|監督|もと|下|指導|主催|職員|担当)|により|において|で)")
# 全て市民課で: not part of the name; 健康増進課所管の事業: behind it.
_APART = frozenset({"全て", "年度", "現在", "当時", "主", "従来"})
_OF_SECTION = frozenset(
    {"所管", "所掌", "主催", "共催", "主導", "主体", "職員", "担当", "主管", "保健", "受け持ち", "単独", "側"}
)
_WITH = re.compile(
    r"連携|協力|共催|ともに|共に|共同|協働|合同|依頼|情報提供|引き?継|つない|繋|主催する|参加|講師|支援を受|助言|同席|出席|紹介|移管|移行|集約|一括|後継|手伝|応援|助力"
)
# 危機管理室にて実施済み names who acts; 相談室にて where.
_OFFICE_ROOM = re.compile(r"(?:管理|政策|推進|対策|企画|広報|秘書|調整|振興|準備|監査|総務|財政)室$")
# 当課は教室を開いた, but 当課は資料の提供のみで.
_OURSELVES = re.compile(
    r"[当本自](?:課|室|係|局|センター)(?:は|が)(?![^。、]*(?:な[いくか]|せず|ませ|のみ|だけ|協力|提供|参加|後援|依頼|報告|把握))"
)
# 当課の所管ではない。 所管外につき: of the measure itself, and not of a thing (所管外の相談).
_NOT_OURS = re.compile(
    r"[当本](?:課|室|係|局|所|センター)?(?:の|では)?(?:所管|所掌|担当|主管)(?:する)?(?:事業|業務|事務|事項)?(?:では?な[いく]|でありません|ではありません|して(?:い|おり)(?:ない|ません))"
    r"(?:た[めい]|ので|こと|です|[。、]|$)|(?<![^。、])(?:当課の?|本課の?)?(?:所管|所掌|担当|主管)外(?:につき|のため|であるため|なので|である?。|です。|。|、|$)"
)
_TO_ASK = re.compile(
    r"^\s*(?:に|へ|まで|の(?:回答|記載|報告|担当者)(?:を|に)|が(?:所管|担当|所掌)|の(?:所管|担当|所掌))[^。]{0,12}(?:確認|照会|問い?合わ?せ|参照|御覧|ご覧|お尋ね|聞)"
    r"|^\s*(?:が|の)(?:所管|所掌|担当|主管)"
)
_DONE = frozenset({"held", "told", "replaced", "went_on"})
_SELF = re.compile(
    r"^(?:[一-龥]{2,3}[都道府県](?!市)|国(?!保|際|民)|[一-龥]+[省庁](?!舎|内)|[本当同各他両]|関係|担当|所管|主管|庁内|全)"
)


@lru_cache(maxsize=20_000)
def acting_sections(text: str) -> tuple[tuple[str, str], ...]:
    """Return each section that a clause names as acting, and the clause."""
    if not any(ending in text for ending in _ENDINGS):
        return ()
    if named := _asked_instead(text):
        return named
    return tuple(_acting(text)) if not _OURSELVES.search(text) else ()


def _asked_instead(text: str) -> tuple[tuple[str, str], ...]:
    """Return the section that a text names in the place of its own: 当課の所管ではないため、学校保健課に確認されたい.

    A text that tells of anything done (相談者を案内した) has done its own part.
    """
    if not _NOT_OURS.search(text):
        return ()
    clauses = [c for c in clauses_of(text) if any(_TO_ASK.match(b) for _, b in _names(c.words, text, c.end))]
    asking = {clause.start for clause in clauses}
    if any(event.kind in _DONE and event.start not in asking for event in read_events(text)):
        return ()
    names = ((name, behind, clause) for clause in clauses for name, behind in _names(clause.words, text, clause.end))
    return tuple((name, text[c.start : c.end]) for name, behind, c in names if _TO_ASK.match(behind))


def _acting(text: str) -> Iterator[tuple[str, str]]:
    for clause in clauses_of(text):
        words = text[clause.start : clause.end]
        for name, behind in _names(clause.words, text, clause.end):
            is_place = name.endswith(_PLACES) and not _OFFICE_ROOM.search(name)
            if _WITH.search(words.replace(name, "")) and not _THE_SAME.search(text[clause.end :]):
                continue
            if behind.startswith("が") and _is_of_noun(clause.words, clause.end - len(behind)):
                continue
            is_where = _AT.match(behind) and not _DOES.search(behind)
            if _is_of_support(clause, text):
                continue
            if _ACTING.match(behind) or (not is_place and not is_where and _ACTING_AT.match(behind)):
                yield name, words


def _is_of_support(clause: Clause, text: str) -> bool:
    """Say whether another section only does what goes with the measure: 受付は地域振興課で行っている."""
    told = [event for event in read_events(text) if event.sentence != clause.sentence and event.kind in _DONE]
    topics = {a.lemma for a, b in pairwise(clause.words) if b.surface == "は" and b.kind == "助詞"}
    return bool(told) and bool(topics & role("supporting"))


def _is_of_noun(words: tuple[Word, ...], start: int) -> bool:
    """Say whether the verb behind が belongs to a noun: 福祉総務課が所管する名簿をもとに."""
    behind = [word for word in words if word.start > start]
    for verb, noun in pairwise(behind):
        if verb.kind in ("動詞", "助動詞"):
            return verb.form.startswith("連体形") and noun.kind == "名詞"
    return False


def _names(words: tuple[Word, ...], text: str, end: int) -> Iterator[tuple[str, str]]:
    start = None
    for position, word in enumerate(words):
        is_noun = (
            word.kind in ("名詞", "接頭辞", "接尾辞", "形状詞") and word.detail != "数詞" and word.lemma not in _APART
        )
        start = (word.start if start is None else start) if is_noun else None
        following = words[position + 1] if position + 1 < len(words) else None
        goes_on = following is not None and following.kind in ("名詞", "接尾辞") and following.start == word.end
        goes_on = goes_on and following is not None and following.lemma not in _OF_SECTION
        if start is None or goes_on or not word.surface.endswith(_ENDINGS):
            continue
        name = text[start : word.end]
        if has_department_form(name) and not names_no_department(name) and not _SELF.match(name):
            yield name, text[word.end : end]
