"""The words of the cover sheet: what is asked, of whom, by when, and how to answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_WEEKDAYS = "月火水木金土日"
_REIWA_OFFSET = 2018


@dataclass(frozen=True)
class Letter:
    """What the plan office says about an inquiry: when it was sent, when it is due, from whom, whom to ask."""

    sent_on: date
    due_on: date
    senders: Sequence[str] = ()
    contacts: Sequence[str] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the cover sheet; `style` is one of those of the workbook."""

    text: str
    style: str = "text"


def japanese_date(day: date) -> str:
    """Return a date as letters write it: 令和8年12月8日（火）."""
    year = day.year - _REIWA_OFFSET
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def cover(
    letter: Letter,
    section_name: str,
    count: int,
    plans: Sequence[str],
    editions: Sequence[str],
    is_place_asked: bool = False,
    scales: Sequence[str] = (),
    *,
    is_rate_asked: bool = True,
) -> list[Paragraph]:
    """Return the cover sheet, from top to bottom.

    `editions` names the tables asked about, `plans` their plans; with `is_place_asked` it says how to answer to which
    field a text belongs. `scales` tells the marks of fields that are rated by marks; `is_rate_asked`: others are not.
    """
    plan = "・".join(plans)
    senders = letter.senders or [f"{plan} 事務局"]
    return [
        Paragraph(japanese_date(letter.sent_on).split("（")[0], "right"),
        Paragraph(f"{section_name}　御中"),
        *(Paragraph(sender, "right") for sender in senders),
        Paragraph(""),
        Paragraph(f"【庁内限り】{plan}の進捗状況に関する記載の確認について（依頼）", "title"),
        Paragraph(""),
        Paragraph(
            "　日頃より計画の推進にご協力いただき、厚くお礼申し上げます。\n"
            f"　{'・'.join(editions)}を取りまとめるにあたり、{section_name}のご担当部分のうち、"
            f"確認をお願いしたい事項が{count}件ございます。ご多忙のところ恐れ入りますが、"
            f"下記により、{japanese_date(letter.due_on)}までにご回答くださいますようお願いいたします。"
        ),
        Paragraph("記", "center"),
        Paragraph("１　確認をお願いする事項", "heading"),
        Paragraph(f"　「照会事項」シートに記載の{count}件（「参考」シートに、ご担当部分の記載の全文を載せています。）"),
        Paragraph("２　回答期限", "heading"),
        Paragraph(f"　{japanese_date(letter.due_on)}"),
        Paragraph("３　回答方法", "heading"),
        *(Paragraph(f"　{text}") for text in _instructions(is_place_asked, scales, is_rate_asked)),
        Paragraph("４　ご留意いただきたいこと", "heading"),
        Paragraph(
            "　「現在の記載」は、公表している表から文字を読み取ったものです。読み取りの誤りにお気付きの場合は、"
            "正しい記載を「訂正・補記する内容」の欄にご記入ください。"
        ),
        Paragraph(
            "　ご回答および備考の内容は、そのまま記録として保存します。個人が特定されるおそれのある内容は、"
            "記入なさらないようお願いいたします。"
        ),
        Paragraph(
            "　本照会票には、公表用の資料に掲載していない記載が含まれることがあります。庁内限りでお取り扱いください。"
        ),
        Paragraph("５　返送先・お問い合わせ先", "heading"),
        *(Paragraph(f"　{contact}") for contact in [*senders, *letter.contacts]),
        Paragraph("以上", "right"),
    ]


def _instructions(is_place_asked: bool, scales: Sequence[str], is_rate_asked: bool) -> Iterator[str]:
    """Yield how to answer, numbered."""
    rates = (
        "達成度は、「85%」のような率、または「実施」「未実施」「該当なし」を「ご回答」の欄にご記入ください"
        "（単位のない数は％とみなします）。"
    )
    marks = "記号で評価する欄は、次のいずれかの記号、または「該当なし」を「ご回答」の欄にご記入ください: "
    texts = [
        "「照会事項」シートの水色の欄にご記入のうえ、このファイルをご返送ください。",
        "記載に誤りがなければ、「ご回答」の欄で「記載のとおりで正しい」をお選びください。"
        "達成度を改める場合は、「ご回答」の欄に直接ご入力ください。",
        *([rates] if is_rate_asked else []),
        *(f"{marks}{scale}。" for scale in scales),
        "文章の訂正や補記は、「訂正・補記する内容」の欄に、訂正後の文章の全体をご記入ください。",
        "複数の課が担当する実施内容の達成度や、課ごとに書き分けている欄・空欄については、"
        "貴課に関する部分のみをご記入ください。",
        "期限までにご回答が難しい事項は、空欄のままとし、「備考」の欄に状況をご記入ください。",
    ]
    if is_place_asked:
        place = "どの欄の記載かを伺う事項は、「令和4年度の実施状況」のように「ご回答」の欄でお選びください。"
        texts.insert(len(texts) - 2, place)
    for number, text in enumerate(texts, 1):
        yield f"({number}) {text}"
