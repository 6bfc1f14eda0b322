"""Texts that speak of a single or very few persons: whoever knows the town may know who is meant.

What counts is help, consultation and risk, not who gave the lecture: see `speaks_of_few_persons`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.prose.single_persons import tells_of_one_person
from pipeline.values.text import fold_width

# Statistics are withheld up to about this number of persons: the reader of a small town fills in the rest.
FEW = 4
_NUMBER = rf"(?<![\d.,第])(?P<number>[1-{FEW}]|[一二三四]|数|若干)(?![\d.,])"
# 1人ひとり, 1人当たり, 2名以上, 3名体制, 一人暮らし: amounts and forms of life, and nobody in particular.
_NOBODY = (
    r"(?!\s*(?:ひとり|一人|1人|口|権|材|当た?り|あたり|につき|ずつ|以上|以下|以内|未満|まで|体制|一組|1組|暮らし|親|っ子|部屋|用|乗|分"
    r"|目|称|簿|増|減|下回|上回|多[いく]|少な|でも|で悩|にしない|に(?:長く|じっくり|かける|割く)))"
)
# 3人に1人 is a ratio, 誰一人 nobody, 複数人 and お二人 no number.
_PERSONS = re.compile(rf"(?<![誰お複])(?<!人に)(?<!名に)(?<![1一]人){_NUMBER}\s*(?:人|名){_NOBODY}(?!に[1一]人)")
_CASES = re.compile(
    rf"{_NUMBER}\s*(?:件|例|ケース|世帯|家庭|事例|事案|家族|(?<!人1)(?<!年[1-4])組(?!織)){_NOBODY}(?!に1)"
)
_LABELLED = re.compile(
    rf"(?:(?:者|相談|通報|人|件|世帯)数?\s*:|(?:男性?|女性?|男児|女児|該当)\s*:?)\s*(?P<number>[1-{FEW}])(?=\s*(?:[、。)]|$))"
)
# 男児ひとりだけ, お二方から: one or two by their word.
_BY_WORD = re.compile(
    r"(?:男性|女性|[男女]児|児童|生徒|学生|高齢者|子|[のた]方)お?(?:一人|ひとり)(?=だけ|のみ|で[、はし]|が|を|に(?!つ|寄))|(?:遺族|患者|当事者|[のた]方)お?(?:二|三|四)人(?=から|が|を)|お[一二三四]方(?=から|が|を|に|の|は)|(?:夫婦|親子|姉妹|兄弟)お?(?:二人|ふたり)(?=であ|でし|が|から)"
)
# In kanji, 一人 is rarely a count: only 一人の相談者, 二人が … are.
_IN_KANJI = re.compile(
    r"[一二三四]\s*(?:人|名)(?!の(?:相談者|対象者|方|児童|生徒|高齢者|女性|男性|市民|子|患者|利用者)|が|から|を)"
)

# Who is there by office, or came to listen, is no case: 講師2名, 職員1名が受講, 参加者3名.
_STAFF = (
    r"(?:講師役?|教諭|教員|経験者|有資格者|保護司|救命士|通訳者?|インターン|大学生|学生ボランティア|モデル役|作業療法士|研究者|受賞者|入賞者|[^\s、。がはをのに\d]{1,4}員|医師|[看保助]\S?師|薬剤師|栄養士|心理士|福祉士|弁護士|司法書士|行政書士|税理士|社労士"
    r"|専門職|専門医|産業医|カウンセラー|ワーカー|コーディネーター|ケアマネジャー|サポーター|ボランティア|ゲートキーパー|スタッフ"
    r"|アドバイザー|担当者?|代表|理事|市長|課長|係長|管理職|登壇者|発表者|修了者|実習生|定員|各課?|協力者)"
)
_AVERAGE = re.compile(r"(?:平均|当たり|あたり|につき)(?:約|で|は|\s)*$")
_HELPED_BEHIND = re.compile(r"^\s*の(?:相談者|対象者|利用者|方|児童|生徒|高齢者|患者|女性|男性|市民|家族|障害者)")
_STRUCK_BEHIND = re.compile(r"^\s*[がの](?:自殺|自死|未遂|死亡|亡く|入院|休職|退職|搬送)")
_STAFF_BEFORE = re.compile(rf"{_STAFF}(?:[がはをの:( ]|のうち|として|等|など|数|[1-9]\d*[名人](?:中|→|から))*\s*$")
_STAFF_BEHIND = re.compile(
    rf"^中?\s*(?:の|、)?\s*(?:(?:専門|臨床|常勤|非常勤|女性|男性)の?)*{_STAFF}|^\s*を?(?:任命|委嘱|選任|配置|増員|採用)"
    # Whoever serves: 経験者3名で対応した, 1名を講師に招いた, 2名の作品を選んだ.
    r"|^\s*(?:の体制|体制)?で(?:対応|担当|担|運営|巡回|受け持|当た|従事)|^\s*を?(?:招[いき]|招へい|雇用|任用|登用|表彰|入選|選[びん出])"
    r"|^\s*が(?:新たに)?(?:委嘱|任命|着任|出演|登壇|出場|入賞|入選|受賞|優勝|運営に|講師|講話|担当|従事|巡回|運営|資格|[^。、]{1,14}資格を|[^。、]{1,12}実習)"
    r"|^\s*の(?:作品|標語|作文|応募|協力を|派遣を|増員)|^\s*を介し|^\s*を[^。、]{0,8}講師"
)
# 標語は2名の作品を, 最優秀賞に3名を, 運営に学生3人が: what is won, or run.
_WON_BEFORE = re.compile(r"(?:賞[にはをの]|運営に|審査に|講師に|指導に)[^。、\d]{0,6}$")
_LISTENERS = r"(?:参加|受講|来場|出席|聴講|応募|申込|修了|傍聴|養成|視聴)"
_LISTENING = re.compile(rf"{_LISTENERS}者?(?:[はがの:(]|数|延べ)*\s*$|^中?\s*[がのはも]?\s*(?:延べ)?{_LISTENERS}")
_SUPPORTING_EVENT = re.compile(
    r"相談|家族会|遺族|わかちあい|分かち合い|自助|当事者|居場所|デイケア|面接会|ひきこもり|引きこもり"
)
# A count of these is no count of persons: 講座を1件実施, 協定2件.
_THINGS = (
    r"(?:講座|研修|教室|講演|会議?|協定|記事|掲載|広報|ポスター|チラシ|リーフレット|イベント|キャンペーン|キャンセル|要請|依頼|契約|事業|事業所"
    r"|団体|機関|学校|作品|議案|計画|条例|アンケート|動画|番組|投稿|展示|意見|施設|企業|店舗|予約|法人)"
)
_THINGS_BEFORE = re.compile(rf"{_THINGS}(?:[をがはのでへ:(]|申込み?|件数|数|受付|開催|実施|締結|作成|により|から)*\s*$")
_THINGS_BEHIND = re.compile(rf"^\s*の?\s*(?:{_THINGS}|を?(?:実施|開催|掲載|締結|採択|配布|放送))")
# What such plans help with: in its company a count of people is a count of people who were helped.
_HELP = re.compile(
    r"相談|支援|対象者|自殺|自死|未遂|希死|自傷|保護|虐待|通報|入院|入所|通院|搬送|受診|訪問|引きこもり|ひきこもり|不登校|いじめ|DV"
    r"|被害|死亡|亡くな|遺族|困窮|支給|給付|貸付|就労|就職|就い|ケース|うつ|依存|疾患|障害|ハイリスク|救急|介入|見守|安否|里親"
    r"|措置|適応指導|来所|引き?継|つな(?:が|い|ぎ|げ)|繋|援助|滞納|離職|失業|孤立|産後|診断|面談|面接|カウンセリング|継続者|該当者|休職|復職|退院|通所|転居|帰宅|緊急|企図|孤独死|認知症|火災|全焼"
    r"|暴力|シェルター|人工呼吸|吸引|医療的ケア|難病|透析"
)
# Illness, violence and death, unless as the subject of measures (自殺対策, 未遂者支援): told of a case, a case is told.
_GRAVE = re.compile(
    r"(?:自殺|自死)(?!対策|予防|防止|総合|関連|念慮者|の?リスク|者数|率|に関|に係|に関わる|統計|相談|遺族|強化)|未遂|希死念慮|自傷|大量服薬|心中"
    r"|身を投げ|飛び降り|首を[吊つ]|入水|搬送|精神疾患|(?:措置|緊急|強制|医療保護)入院|遺体|孤独死|孤立死|虐待(?!防止|予防)"
)
_TOLD = re.compile(
    r"(?:ケース|事例|事案)(?!会議|検討|ワーク|マネジ|スタディ|では|でも|など|等|紹介|集|研究|発表|の?共有|を?混ぜ)"
    r"|(?<!虐待)(?:本人|家族|母親?|父親?|妻|夫|同僚|友人|児童|生徒|遺族)(?:から|が|は|を|に|宅|より)|(?:男性|女性|学生|校生|住民|市民|方|(?:男子|女子)(?:生徒|児童|学生)?|生徒|児童)が"
    r"|[小中高校]学?生を|(?:市民|住民)の(?:受診|入院|自宅|通院)"
)
_IN_GENERAL = re.compile(
    r"恐れ|おそれ|未然|研修|講座|会議|講演|啓発|周知|リーフレット|掲載|マニュアル|には|向け|について学"
)
_PAST = re.compile(r"た[。)」]?\s*$")
# One definite person: その家族から相談があった, 対象者の同居の母, 80代の男性が.
_SOMEBODY = re.compile(
    r"(?:その|ある|当該)(?:家族|本人|相談者|対象者|世帯|児童|生徒|患者|高齢者|母親|父親)(?:から|が|を|宅)"
    r"|(?:対象者|相談者|当事者|本人)の(?:同居|母|父|妻|夫|長男|長女|兄|姉|弟|妹|友人|知人|上司|主治医)|お一人(?:が|い[たる]|の方)|人身事故(?!の?(?:件数|発生|防止|対策|死者|負傷)|[はが]\d|数)"
    # Aさん, B氏; 参加者お一人を, ひとりの方が; 相談者(40代女性), 母親(17歳).
    r"|(?<![A-Za-z])[A-Z](?:さん|氏|様|君|ちゃん)"
    r"|(?<!お一人)(?:男性|女性|方|者|児童|生徒)?お(?:一人|ひとり)(?:を|が|に(?!つ))|(?<!人)ひとりの(?:方|男性|女性|高齢者|相談者)(?:が|を|に|は)"
    r"|(?:者|親|性|方|児|生徒|妊婦)\(\d{1,2}(?:歳|代)(?:前半|後半)?(?:の?(?:男性|女性|男|女))?\)"
)
_BY_AGE = re.compile(
    r"(?:\d0歳?代|(?<!\d)\d{1,2}歳)(?:前半|後半)?の?(?:一人暮らしの|単身の|独居の)?"
    r"(?:男性|女性|男子|女子|母親|父親|妊婦|高齢者|方|児童|生徒)(?:が|から|を|宅|の家庭|に対し|について)"
)
_OF_MANY = re.compile(r"対象|向け|多[いくか]|割合|郵送|送付|配布|案内|傾向|以上")
_SENTENCE = re.compile(r"[^。\n]+[。\n]?")
_GOES_ON = re.compile(r"\s*(?:(?:その|この)?(?:対象|内訳)(?:は|:)|(?:その)?うち|いずれも)")
_CLAUSE_END = re.compile(r"[、。\n()「」【】・]")
# So far from a number stands what tells who is counted; whoever looked through the whole sentence for each number would
# take the square of its length.
_NEAR = 80

Kind = Literal["count", "case"]
Span = tuple[int, int, Kind]


@dataclass(frozen=True)
class FewPersons:
    """A place [start, end) at which a text speaks of few persons: by their number, or by telling a case."""

    kind: Kind
    words: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def speaks_of_few_persons(text: str, about: str = "") -> list[FewPersons]:
    """Return where `text` speaks of a single or very few persons in need of help; empty if it does not.

    Counts up to `FEW` of persons or cases in the company of help, consultation or risk, and cases told without a
    number. Staff, lecturers, listeners at events and things are no cases. `about` is what the text is about (the
    measure's name): it stands for the company where a text is only a number (実績2名).
    """
    folded, is_about_help = fold_width(text), bool(_HELP.search(about))
    found: list[FewPersons] = []
    is_of_help = is_about_help
    for sentence in _SENTENCE.finditer(folded):
        # 未遂者を訪問した。対象は20代の女性2名: the sentence before tells what of.
        is_of_help = is_about_help or (is_of_help and bool(_GOES_ON.match(sentence.group())))
        for start, end, kind in sorted({*_counted(sentence.group(), is_of_help), *_told(sentence.group())}):
            place = sentence.start() + start, sentence.start() + end
            found.append(FewPersons(kind, text[slice(*place)], *place))
        is_of_help |= bool(_HELP.search(sentence.group()))
    return found


def _counted(sentence: str, is_about_help: bool) -> Iterator[Span]:
    is_of_help = is_about_help or bool(_HELP.search(sentence))
    bounds = [-1, *(mark.start() for mark in _CLAUSE_END.finditer(sentence)), len(sentence)]
    clauses_of_help = [bool(_HELP.search(sentence[start + 1 : end])) for start, end in pairwise(bounds)]
    for match in _PERSONS.finditer(sentence):
        if is_of_help and not _is_no_case(sentence, match):
            yield (*match.span(), "count")
    for match in _BY_WORD.finditer(sentence) if is_of_help else ():
        yield (*match.span(), "count")
    for match in _CASES.finditer(sentence):
        if clauses_of_help[bisect_left(bounds, match.start()) - 1] and not _counts_things(sentence, match):
            yield (*match.span(), "count")
    for match in _LABELLED.finditer(sentence):
        if is_of_help and not _STAFF_BEFORE.search(_before(sentence, match.start() + 1)) and "参加" not in sentence:
            yield (*match.span(), "count")


def _is_no_case(sentence: str, match: re.Match[str]) -> bool:
    """Say whether the persons counted are staff or an audience, or the number is a figure of speech."""
    before, behind = _before(sentence, match.start()), _behind(sentence, match.end())
    if _IN_KANJI.match(sentence, match.start()) or _AVERAGE.search(before):
        return True
    if _HELPED_BEHIND.search(behind) or _STRUCK_BEHIND.search(behind):
        return False
    if _STAFF_BEFORE.search(before) or _STAFF_BEHIND.search(behind) or _WON_BEFORE.search(before):
        return True
    is_listening = _LISTENING.search(before) or _LISTENING.search(behind)
    return bool(is_listening) and not _is_for_helped(sentence)


@lru_cache(maxsize=1)
def _is_for_helped(sentence: str) -> bool:
    return bool(_SUPPORTING_EVENT.search(sentence) or _GRAVE.search(sentence))


def _counts_things(sentence: str, match: re.Match[str]) -> bool:
    before, behind = _before(sentence, match.start()), _behind(sentence, match.end())
    return bool(_THINGS_BEFORE.search(before) or _THINGS_BEHIND.search(behind))


def _before(sentence: str, end: int) -> str:
    return sentence[max(0, end - _NEAR) : end]


def _behind(sentence: str, start: int) -> str:
    return sentence[start : start + _NEAR]


def _told(sentence: str) -> Iterator[Span]:
    """Yield the words that tell of one case: something grave that happened, or one definite person."""
    if "場合" in sentence:
        return
    is_of_many = bool(_OF_MANY.search(sentence))
    somebody = _SOMEBODY.search(sentence) or (None if is_of_many else _BY_AGE.search(sentence))
    is_told = _TOLD.search(sentence) and _PAST.search(sentence) and not _IN_GENERAL.search(sentence)
    if match := somebody or (_GRAVE.search(sentence) if is_told and not is_of_many else None):
        yield (*match.span(), "case")
    elif place := tells_of_one_person(sentence):
        yield (*place, "case")
