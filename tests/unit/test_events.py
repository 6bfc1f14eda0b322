"""What clauses tell: the words of the lexicon, as the grammar around them has it."""

import pytest

from pipeline.prose.grammar.events import read_events
from pipeline.prose.grammar.lists import rows_of
from pipeline.prose.grammar.words import words_of


def kinds(text: str) -> list[str]:
    return [event.kind for event in read_events(text) if not event.is_background]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("講座を開催した。", ["held"]),
        ("支援を継続している。", ["held"]),
        ("講座を中止した。", ["called_off"]),
        ("3月分は中止。", ["called_off"]),
        ("講座は実施できず、資料を配布した。", ["not_done", "held"]),
        ("相談を中止せず続けた。", ["went_on"]),
        ("開催には至っていない。", ["not_done"]),
        ("開催を余儀なく見送った。", ["called_off"]),
        ("中止せざるを得なかった。", ["called_off"]),
        ("未実施。", ["not_done"]),
        ("未着手である。", ["not_begun"]),
        ("日の目を見ることはなかった。", ["called_off"]),
        ("次年度に持ち越すこととした。", ["postponed"]),
        ("申込みがなかった。", ["none"]),
        ("実績0件。", ["none"]),
        ("苦情はなかった。", []),
        ("会議は行っておりません。", ["not_done"]),
        ("講師の派遣：希望する事業所なし", ["none"]),
        ("令和2年度をもって終了した。", ["ended"]),
        ("全5回の講座を3月で終了した。", ["told"]),
        ("要領の案を作成した。", ["preparing"]),
        ("開催方法を検討した。", ["preparing"]),
        ("講座の開催に向けて、事例を調査した。", ["preparing"]),
        ("年度内に開催する予定。", ["planned"]),
        ("相談を行っていく。", ["planned"]),
        ("翌年度に行うこととした。", ["postponed"]),
        ("書面開催に切り替えた。", ["replaced"]),
        ("定員を減らして開催した。", ["reduced", "held"]),
        ("見回りに出かけた。", ["told"]),
        ("中止する場合の基準を定めた。", ["told"]),
        ("講座「なぜ防げない」を開いた。", ["held"]),
        ("(福祉課) 開催を見送った (健康課) 年2回実施(8月・3月)した", ["called_off", "held"]),
        ("参加者は少なかった。", []),
    ],
)
def test_a_clause_says_what_its_end_says(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_what_is_told_of_a_noun_or_as_a_reason_is_background() -> None:
    assert [event.is_background for event in read_events("中止した講座の分である。")] == [True]
    assert kinds("会場を改修するため、講座を中止した。") == ["called_off"]


def test_a_comma_within_a_number_parts_nothing() -> None:
    assert [event.words for event in read_events("1,332人が参加した。")] == ["1,332人が参加した"]


@pytest.mark.parametrize("name", ["events", "changes", "judgements", "no_text"])
def test_every_entry_of_the_lexicon_can_be_found(name: str) -> None:
    rows = rows_of(name)
    assert rows
    for row in rows:
        assert [word for word in words_of(row["words"]) if word.kind != "助詞"], row
        assert row["sense"], row
        assert row["reason"], row


def test_numerals_and_spellings_are_one_lemma() -> None:
    assert words_of("三十五回")[0].lemma == words_of("３５回")[0].lemma
    assert words_of("取りやめた")[0].lemma == words_of("取り止めた")[0].lemma


def test_places_are_those_of_the_printed_text() -> None:
    text = "令和５年度は（中止）。"
    assert "".join(text[word.start : word.end] for word in words_of(text)) == text


def test_a_text_longer_than_the_analyser_takes_is_read_whole() -> None:
    text = "あ" * 20_000 + "中止した。"
    assert words_of(text)[-1].end == len(text)
