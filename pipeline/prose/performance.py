"""What a narrative says of the doing: held, not held, only a part not held, planned, ended for good.

A text is read in pieces, from one comma or full stop to the next; a piece says what its end says. That is coarse, but
it tells 「中止した。」 from 「中止となったが、書面で開催した。」, 「中止せず」 and 「中止する団体もある中」.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.values.text import fold_width

Says = Literal["done", "not_done", "part_not_done"]

_SENTENCE = re.compile(r"[^。\n！？!?]+")
# A name in brackets at the head of a passage: (福祉課) … (健康課) …
_HEADED = re.compile(r"(?:^|(?<=[\s。]))[(（【\[][^()（）【】\[\]]*[)）】\]]")
_PIECE = re.compile(r"(?:[^、，,]|(?<=\d),(?=\d))+")
_BUT = re.compile(r"たが(?![るりっ、,])")
_BRACKETED = re.compile(r"[(（【\[][^()（）【】\[\]]*[)）】\]]")

# What may follow the verb at the end of a piece.
_TAIL = r"(?:の?(?:ため|で)|ことから|こと(?:に|と)(?:した|なった)|ものの|が|けれども|し|り|ので)?\s*$"
_ACT = r"(?:実施|開催|活動|訪問|配布|参加|開設|運営|受講|派遣|発行|開講|作成|設置)"
_STOPPED = (
    r"(?:中止|延期|休止|見送り|取りやめ|取り止め|未実施|不実施|未開催|不開催|断念|自粛)"
    r"(?:(?:と|に|を)?(?:した|しました|なった|なりました|なり|し|して(?:いる|おり))|である|です|であった|を余儀なくされた?)?"
)
_COULD_NOT = (
    rf"{_ACT}(?:は|が|を|も)?(?:することが?|することは)?(?:でき|出来|し|せ|され|行わ|行え|しておら|してい|されてい)"
    r"(?:なかった|ない|ていない|ませんでした|ず(?:に)?)"
    r"|(?:行わ|行い|行え|でき|出来|図れ|至ら|至り|叶わ|かなわ)(?:なかった|ませんでした|ず(?:に)?)"
    r"|(?:行って|至って|できて|出来て)い(?:ない|なかった|ません)"
)
_NONE = (
    r"(?:実績|依頼|該当者?|対象者?|申請者?|申込者?|開催|実施|希望者?|応募)(?:は|が)?"
    r"(?:なし|無し|ない|無い|なかった|無かった|いなかった|居なかった|ありませんでした|0件)"
)
_NOT_DONE = re.compile(
    rf"(?:{_STOPPED}|見送(?:った|りました|って(?:い|お)る)|取り(?:やめ|止め)(?:た|ました)|{_COULD_NOT}|{_NONE}){_TAIL}"
)
_NOBODY = re.compile(rf"{_NONE}{_TAIL}")
_OFFERED = re.compile(r"(?:する|行う|ます|図る|努める)\s*$")
_GOES_ON = re.compile(
    r"(?:中止|休止|延期)(?:せず|する(?:こと)?なく|すること(?:は|も)(?:しなかった|なかった)|しなかった)"
)
_PART = re.compile(
    r"一部|分(?:について)?は|(?<!\d)\d++月(?:分|実施|開催|は|のみ|から|まで|~)|(?<!\d)\d++回(?:は|が|を|のみ|分)?[^、]{0,6}(?:中止|延期)"
    r"|回目|うち|期間|場合|当日|雨天|(?:地域|団体|学校|事業|講座|回|会)も"
)
# Work for something yet to be: 講座の実施に向けて、事例を調査した.
_TOWARDS = re.compile(r"(?:実施|開催|開設|開講|導入|再開|開始|策定|設置)に向け")
_REDUCED = re.compile(
    r"縮小|減ら|減っ|短縮|制限|制約|限られ|に限[っり]|控え|繰り?越|とどま|上限|遅れ|届いてい|届かな|書面|差し控"
)
_OTHER_YEAR = re.compile(r"(?:昨年度?|前年度?|一昨年度?|例年)(?:に|の)?は")
_THIS_YEAR = re.compile(r"今年度|本年度|今回|当年度")
# 予定していたが, 調整中, 困難だった: plans and circumstances, neither done nor left undone.
_CIRCUMSTANCE = re.compile(
    r"(?:予定|計画|企画|調整|準備|検討|想定)(?:を?し)?(?:て(?:い|お))?(?:た|り|る|ました|する|中)?(?:ところ)?"
    r"(?:だった|であった|だ)?(?:が|ものの|けれど)?\s*$|(?:あった|だった|難しかった|なった)(?:が|ものの)?\s*$"
)
_PAST = r"(?:(?<!なか)った|[しいけれめせえきげべねじ]た|んだ|ました)"
_DOING = r"(?:て(?:い|お)(?:る|り|ります|ます)|を図り|を行い|を開き|を受け|に努め"
_DOING += r"|(?:実施|開催|作成|配布|送付|訪問|掲載|支援)し)"
_VERB = re.compile(rf"(?:{_PAST}|{_DOING})(?:が|ものの|けれども)?\s*$")
_PAST_END = re.compile(rf"{_PAST}\s*$")
_COUNT = re.compile(
    r"(?<!\d)\d++(?:回|件|名|人|部|か所|ヶ所|カ所|団体|枚|冊|校)(?:を|に|の)?"
    r"(?:(?:実施|開催|配布|参加|受講|対応|訪問|送付)?|で(?:あった|した)|だった|[^、]{0,8}があ(?:った|りました))\s*$"
)
_NOUN = re.compile(
    rf"(?:{_ACT}|掲載|周知|配架|配置|制作|案内|巡回|指導|放送|対応|送付|提供|配信|発送|支援|啓発|掲示|展示|受付|相談)(?:など|等)?\s*$"
)
_ENDED = re.compile(r"廃止|事業(?:は|を|が)?(?:終了|完了|終結)|年度(?:で|をもって|をもち)終了|(?:に|へ)(?:統合|移管)")
_PREPARING = re.compile(r"検討|調整|準備|予定|計画|協議|企画|見直|変更|依頼|募集|延期|中止|休止|廃止|なった")
# How far from the end of a piece its verb begins: 変更したが, 見直しを行った.
_VERB_WIDTH = 8
_PLANNED = re.compile(r"(?:予定(?:である|です|だ|している|しています)?|ていく|ていきます|たい|見込み(?:である)?)\s*$")
_COULD = re.compile(
    r"(?:でき|出来|図れ|行え|取り組め)(?P<negation>なかった|ませんでした|ず)?(?:た|ました)?(?P<contrast>が)?\s*$"
)
_QUALIFIED = re.compile(
    r"一部|全て|すべて|全部|十分|までは|[予計][定画](?:どお|通)り|もあ|目標|当初|以上|のみ|しか|場合"
)
_WORD = re.compile(r"[一-龥々]{2,}|[ァ-ヶー]{3,}|[A-Za-z]{2,}")
# Words that any two sentences of such a table may share.
_GENERAL = re.compile(
    r"今?年度|実施|開催|新型|コロナ(?:ウイルス|ウィルス)?|感染症?|拡大|防止|影響|対策|関係|自殺|事業|取組|活動|計画|予定|計画"
)
_TIMES = r"(?<!\d)(?P<{}>\d{{1,4}}+)回"
_FEWER = re.compile(
    rf"{_TIMES.format('planned')}[^。\d]{{0,14}}(?:予定|計画|開催している|開催していた)[^。\d]{{0,60}}(?<!第)"
    rf"{_TIMES.format('held')}(?:のみ)?の?(?:開催|実施)"
)


@dataclass(frozen=True)
class Piece:
    """A piece of a text and what it says; `says` is None for reasons, plans and circumstances."""

    text: str
    says: Says | None


def read_pieces(text: str) -> list[Piece]:
    """Read a narrative piece by piece."""
    return [piece for sentence in _SENTENCE.findall(_HEADED.sub("。", text)) for piece in _pieces(sentence)]


def told_as_not_done(text: str) -> str | None:
    """Return the piece by which `text` says that nothing was done in the year; None if it says anything else."""
    pieces = read_pieces(text)
    if any(piece.says in ("done", "part_not_done") for piece in pieces):
        return None
    left_undone = [piece.text for piece in pieces if piece.says == "not_done"]
    # 「相談があれば対応する。対象者なし」: the offer stood, nobody came.
    is_offered = any(_OFFERED.search(sentence) for sentence in _SENTENCE.findall(text))
    return next((piece for piece in left_undone if not (is_offered and _NOBODY.search(piece))), None)


def told_as_done(text: str) -> str | None:
    """Return the piece by which `text` tells of work done; preparing, planning and putting off are none."""
    done = (piece.text for piece in read_pieces(text) if piece.says == "done")
    return next((piece for piece in done if not _PREPARING.search(_GOES_ON.sub("", piece)[-_VERB_WIDTH:])), None)


def has_shortfall(text: str) -> bool:
    """Say whether `text` tells that anything was not done, or only in part or on a smaller scale."""
    is_reduced = bool(_REDUCED.search(text))
    return is_reduced or any(piece.says in ("not_done", "part_not_done") for piece in read_pieces(text))


def tells_of_end(text: str) -> bool:
    """Say whether the text tells that the measure came to its end: later years have nothing to say."""
    return bool(_ENDED.search(text))


def is_only_planned(text: str) -> bool:
    """Say whether every sentence tells of something to come (予定, ていく), and none of a thing done or not."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(_BRACKETED.sub("", text)) if sentence.strip()]
    is_planned = bool(sentences) and all(_PLANNED.search(sentence) for sentence in sentences)
    return is_planned and not any(piece.says for piece in read_pieces(text))


def told_as_past(text: str) -> str | None:
    """Return the first sentence that ends in the past tense: a result, where a plan is asked for."""
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return next((sentence for sentence in sentences if _PAST_END.search(sentence)), None)


def could_and_could_not(text: str) -> tuple[str, str] | None:
    """Return the two sentences by which `text` says of one thing that it could and could not be done.

    A contrast within a sentence (「Aはできなかったが、Bはできた」) is none, nor 「十分にはできなかった」.
    """
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(fold_width(text))]
    told = [(sentence, match) for sentence in sentences if (match := _COULD.search(sentence))]
    could = [sentence for sentence, match in told if not match["negation"]]
    could_not = [sentence for sentence, match in told if match["negation"] and not _QUALIFIED.search(sentence)]
    pairs = ((done, undone) for undone in could_not for done in could)
    return next(((done, undone) for done, undone in pairs if _is_one_thing(done, undone)), None)


def fewer_than_planned(text: str) -> tuple[int, int] | None:
    """Return how often something was planned and how often held, if the text says it was less: 年3回予定が2回開催."""
    for match in _FEWER.finditer(fold_width(text)):
        if int(match["held"]) < int(match["planned"]):
            return int(match["planned"]), int(match["held"])
    return None


def _is_one_thing(done: str, undone: str) -> bool:
    words, others = _words(undone), _words(done)
    return not words or any(word in other or other in word for word in words for other in others)


def _words(sentence: str) -> set[str]:
    return set(_WORD.findall(_GENERAL.sub(" ", sentence)))


def _pieces(sentence: str) -> Iterator[Piece]:
    is_towards = bool(_TOWARDS.search(sentence))
    is_other_year = bool(_OTHER_YEAR.search(sentence)) and not _THIS_YEAR.search(sentence)
    plain = _BUT.sub("たが、", _BRACKETED.sub("", fold_width(sentence)))
    texts = [match.strip() for match in _PIECE.findall(plain)]
    for position, text in enumerate(texts, 1):
        says = _says(text, is_last=position == len(texts))
        if text:
            is_beside = says == "done" if is_towards else is_other_year and says != "done"
            yield Piece(text, None if is_beside else says)


def _says(piece: str, *, is_last: bool) -> Says | None:
    if not _GOES_ON.search(piece) and _NOT_DONE.search(piece):
        return "part_not_done" if _PART.search(piece) else "not_done"
    if _CIRCUMSTANCE.search(piece) and not _COUNT.search(piece):
        return None
    is_done = _VERB.search(piece) or _COUNT.search(piece) or (is_last and _NOUN.search(piece))
    return "done" if is_done or _GOES_ON.search(piece) else None
