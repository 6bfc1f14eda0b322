"""What a plan names item by item, and whether a status tells of it: 講演会とパンフレット planned, 講演会 told."""

import re

from pipeline.prose.grammar.lexicon import hits
from pipeline.prose.grammar.lists import things
from pipeline.prose.grammar.pairs import content_pairs
from pipeline.prose.grammar.words import words_of
from pipeline.values.text import fold_width

_ITEMS = re.compile(
    r"[、。，,;；\n\s①-⑳・()（）]|及び|および|並びに|ならびに|併せて|あわせて|とともに|ほか|(?<=[一-龥ァ-ヴーけりめみ])(?:と|や)(?=[一-龥ァ-ヴー])"
)
# What any two items share: acts, and words of order.
_COMMON = re.compile(
    r"実施|開催|作成|配布|設置|更新|推進|充実|強化|継続|検討|年度|取組|事業|活動|関係|市内|市民|対象|予定|計画|目標|回数|行う|引き続き|各\d?回?|今後"
    r"|周知|支援|連携|対応|状況|必要|機関|団体|地域|参加|内容|方法|向上|促進|提供|整備|確保|情報"
)
# A film is no exhibition, though both are 行事: of these kinds, only the same word tells.
_LOOSE = frozenset({"行事", "媒体", "整備", "給付", "人材", "運営"})
# 自殺予防週間における講演会: what any item of the plan may be held in, at or for.
_OCCASION = re.compile(r"^.*(?:における|での|に関する|に係る|のための|に向けた|による|に対する|に合わせた|と連携した)")
_ACT = re.compile(r"[一-龥ァ-ヴー](?:で|へ)?の[一-龥]{2}$|[一-龥ァ-ヴー]を[一-龥ぁ-ん]{2,6}$")
_LEAST_OWN, _FEWEST_TOLD = 2, 1


def planned_and_not_told(plan: str, told: str) -> list[str]:
    """Return the items of a plan of which a text says nothing, where it tells of others; empty where it tells of none.

    An item is told if a word of it is, or another word for the same kind of thing (チラシ, リーフレット).
    """
    items = [item.strip() for item in _ITEMS.split(fold_width(plan))]
    own = {item: pairs for item in items if (pairs := _pairs(item))}
    words, kinds = content_pairs(told), (_kinds(told) - _LOOSE) | _kinds_and_more(told)
    is_told = {item: bool(_of_head(item, pairs) & words) or bool(_kinds(item) & kinds) for item, pairs in own.items()}
    is_missing = {
        item: not is_told[item]
        and _is_named(item)
        and (len(pairs) >= _LEAST_OWN or _kinds(item) or _is_change_of(item))
        for item, pairs in own.items()
    }
    return [item for item in own if is_missing[item]] if sum(is_told.values()) >= _FEWEST_TOLD else []


def _pairs(item: str) -> frozenset[str]:
    return content_pairs(_COMMON.sub(" ", item))


def _of_head(item: str, pairs: frozenset[str]) -> frozenset[str]:
    """Return the pairs of what is to be held, without those of where, when and for whom; all, where it has none."""
    return _pairs(_OCCASION.sub("", item)) or pairs


def _is_named(item: str) -> bool:
    """Say whether an item names something to be held or made; what is said of it in a clause is none.

    It does so by its name (講演会), or by its act: 装置の貸与, 花植えを行う.
    """
    is_act = any(hit.has("held") for hit in hits(words_of(item), "events"))
    return bool(_kinds(item) or (is_act and _ACT.search(item)) or _is_change_of(item)) and not re.search(
        r"[がは]|ため|よう|から", item
    )


def _is_change_of(item: str) -> bool:
    """Say whether an item ends in a noun that a verb has become: 区画線の引き直し, トイレの洋式化."""
    of, last = words_of(item)[-2:-1], words_of(item)[-1:]
    if not of or last[0].kind not in ("名詞", "接尾辞"):
        return False
    is_deverbal = of[0].surface == "の" and "ぁ" <= last[0].surface[-1] <= "ん" and "一" <= last[0].surface[0] <= "龥"
    return is_deverbal or (last[0].surface == "化" and of[0].kind == "名詞")


def _kinds_and_more(text: str) -> set[str]:
    """Return the kinds of which a text names one for several: 市報等により周知した."""
    return {kind for word, kind in things().items() if f"{word}等" in text or f"{word}など" in text}


def _kinds(text: str) -> set[str]:
    return {kind for word, kind in things().items() if word in text}
