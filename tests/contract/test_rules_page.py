"""docs/rules.md is written from the rules and from what readers found about their findings on the real document.

After a wanted change: `make rules-page` (or `python -m tests.contract.test_rules_page`), and review the difference.
A reading (tests/data/finding_readings/*.csv) is one finding, looked up in the document by a person: is it right or not.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pytest

from pipeline.quality.rules import BY_FAMILY, RULES
from pipeline.quality.rules.base import Rule
from pipeline.settings import PROJECT_ROOT
from pipeline.values.finding_names import SEVERITY_NAMES_JA

PAGE = PROJECT_ROOT / "docs" / "rules.md"
READINGS = PROJECT_ROOT / "tests" / "data" / "finding_readings"
COLUMNS = ["finding_id", "rule_code", "line_no", "fiscal_year", "is_right", "note"]
LEAST_RIGHT = 0.8
_VERDICTS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_INTRODUCTION = """\
# 確認事項の規則 / The rules behind findings

この一覧は、規則（`pipeline/quality/rules/`）と、実際の文書（清瀬市自殺対策計画）で見つかった確認事項を人が原文と
照らし合わせた結果（`tests/data/finding_readings/`）から `make rules-page` で作成しています。規則ごとに10件以上
（10件に満たないときは全件）を読み、正しいものの割合を示しています。8割に満たない規則は、理由を記して「参考」に
とどめています。
確認事項は担当課への照会の材料であり、担当課の責任や優劣を示すものではありません。

This list is generated from the rules and from findings on the real document that a reader looked up in the source. Of
each rule at least ten were read (all, if fewer); a rule less than 80 % of which are right is a notice, with the reason.
Findings are material for questions to the responsible sections; they neither blame nor rank.

「誤り」error：読み取りや反映ができなかったもの。「要確認」warning：原文の確認が必要なもの。「参考」notice：念のためお知らせするもの。
"""


@dataclass(frozen=True)
class Share:
    """How many findings of a rule were read, and how many of them are right."""

    read: int = 0
    right: int = 0

    @property
    def is_enough(self) -> bool:
        """Say whether the rule may be more than a notice."""
        return self.right >= LEAST_RIGHT * self.read

    def __str__(self) -> str:
        if not self.read:
            return "この文書には該当なし、または未照合 / none in this document, or not read yet"
        percent = f"{100 * self.right / self.read:.0f}%"
        return f"{self.read}件を照合、うち正しいもの{self.right}件（{percent}） / {self.right} of {self.read} right"


def readings() -> Iterator[dict[str, str]]:
    """Yield every reading of every file."""
    for path in sorted(READINGS.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            assert reader.fieldnames == COLUMNS, path.name
            yield from reader


def readings_by_rule() -> dict[str, Share]:
    """Return what was read of each rule; a finding that was read twice counts once, as it was read last."""
    verdicts = {(row["rule_code"], row["finding_id"]): _VERDICTS[row["is_right"].lower()] for row in readings()}
    found: dict[str, Share] = {}
    for (code, _), is_right in verdicts.items():
        so_far = found.get(code, Share())
        found[code] = Share(so_far.read + 1, so_far.right + is_right)
    return found


def page() -> str:
    """Return docs/rules.md."""
    known = readings_by_rule()
    parts = [_INTRODUCTION]
    for family, rules in BY_FAMILY.items():
        if rules:
            told = " ".join((family.__doc__ or "").split("\n\n")[0].split())
            parts.append(f"## {family.__name__.rpartition('.')[2]}\n\n{told}\n")
            parts += [_section(rule, known.get(rule.code, Share())) for rule in rules]
    return "\n".join(parts)


def _section(rule: Rule, share: Share) -> str:
    question = rule.question_ja.format(observed="…", expected="…") or "なし（担当課には照会しません）"
    return f"""\
### {rule.title_ja} / {rule.title_en}

- 規則 rule: `{rule.code}`（{SEVERITY_NAMES_JA[rule.severity]} {rule.severity}）
- 趣旨: {rule.rationale_ja}
- Rationale: {rule.rationale}
- 例 example: {rule.example}
- 照会文 question: {question}
- 照合 read: {share}
"""


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run make rules-page and review the difference"


def test_readings_are_of_known_rules_and_findings() -> None:
    for row in readings():
        assert row["rule_code"] in RULES, row
        assert row["finding_id"].startswith(f"{row['rule_code']}-"), row


def test_ten_findings_of_each_rule_were_read_or_all(kiyose: duckdb.DuckDBPyConnection) -> None:
    counted = kiyose.execute("select rule_code, least(count(*), 10) from quality.finding group by rule_code").fetchall()
    read = readings_by_rule()
    assert {code: count for code, count in counted if read.get(code, Share()).read < count} == {}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_why_in_two_languages_and_is_a_notice_if_often_wrong(rule: Rule) -> None:
    texts = (rule.title_ja, rule.title_en, rule.rationale, rule.rationale_ja, rule.example, rule.message_ja)
    assert all(text.strip() for text in texts)
    assert rule.message_en.strip()
    assert rule.severity == "notice" or readings_by_rule().get(rule.code, Share()).is_enough


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_question_is_one_polite_sentence_or_none(rule: Rule) -> None:
    assert re.search(r"^$|(ください|でしょうか|ますか|します)(（.*）)?。$", rule.question_ja)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
