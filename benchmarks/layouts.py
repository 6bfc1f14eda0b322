"""Tables laid out as cities lay them out, drawn at random, with the place of every cell: what columns are fitted on.

The texts are those of real tables (data/column_texts.csv); headings, order, years, scales and shapes of rows are drawn.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

DATA = Path(__file__).with_name("data")
Truth = dict[tuple[int, int], set[str]]

HEADINGS: dict[str, tuple[str, ...]] = {
    "policy": (
        "基本目標",
        "基本施策",
        "政策",
        "基本方針",
        "重点施策",
        "大項目",
        "分野",
        "目標",
        "政策名",
        "基本政策",
    ),
    "item": (
        "施策",
        "施策名",
        "施策の方向",
        "施策の方向性",
        "基本事業名",
        "項目",
        "中項目",
        "個別施策",
        "主要施策",
        "取組の方向",
        "推進項目",
    ),
    "measure": (
        "事業名",
        "事務事業名",
        "取組名",
        "具体的な取組",
        "事業",
        "取組",
        "取組項目",
        "主な取組",
        "実施事業",
        "具体的施策",
        "実施項目",
        "取り組み",
        "事業・取組名",
        "関連事業名",
        "主な事業",
        "取組事項",
        "名称",
        "実施内容",
        "具体的な取組・事業",
    ),
    "description": (
        "事業内容",
        "事業の概要",
        "取組内容",
        "概要",
        "内容",
        "事業概要",
        "目的",
        "計画の内容",
        "取組の内容",
        "事業の目的・内容",
        "説明",
    ),
    "page": ("ページ", "頁", "計画書ページ", "掲載ページ", "計画掲載頁", "P"),
    "bureau": ("担当部", "部局名", "所管部", "部名", "担当部局", "部"),
    "section": (
        "担当課",
        "所管課",
        "主管課",
        "担当部署",
        "担当課名",
        "課名",
        "所属",
        "担当",
        "所管",
        "担当課等",
        "実施主体",
        "所管部署",
        "担当所属",
        "課",
        "実施課",
        "担当課・係",
    ),
    "reprise": ("再掲", "再掲", "重複", "再掲の有無"),
    "indicator": (
        "指標",
        "指標名",
        "成果指標",
        "KPI",
        "評価指標",
        "活動指標",
        "数値目標の項目",
        "重要業績評価指標（KPI）",
        "目標指標",
    ),
    "unit": ("単位",),
    "baseline": (
        "基準値",
        "現状値",
        "策定時",
        "当初値",
        "基準年度の値",
        "現状",
        "基準値（{base}）",
        "策定時の現状値",
        "計画策定時（{base}）",
    ),
    "plan": (
        "計画",
        "実施計画",
        "取組計画",
        "事業計画",
        "年度計画",
        "取組予定",
        "実施予定",
        "予定",
        "計画内容（予定）",
        "今後の取組",
        "次年度の取組",
        "今後の予定",
        "今後の対応",
        "次年度の計画",
        "改善策",
        "次年度に向けて",
    ),
    "status": (
        "実績",
        "実施状況",
        "取組状況",
        "取組実績",
        "進捗状況",
        "実施結果",
        "取組結果",
        "主な実績",
        "活動実績",
        "取組の実績",
        "実施した内容",
        "事業実績",
        "取組内容・実績",
        "実施内容及び実績",
        "の取組",
        "取組の成果",
        "具体的な実施状況",
    ),
    "evaluation": (
        "評価の理由",
        "課題",
        "今後の課題",
        "成果と課題",
        "評価理由",
        "課題・問題点",
        "所見",
        "コメント",
        "評価内容",
        "効果・課題",
        "考察",
        "担当課の評価",
        "実施状況に関する担当課の評価",
        "評価（コメント）",
        "取組の評価と課題",
        "成果・課題",
        "検証",
        "振り返り",
        "判断理由",
        "自己評価の理由",
    ),
    "achievement": (
        "達成度",
        "評価",
        "自己評価",
        "達成状況",
        "進捗度",
        "達成率",
        "進捗率（％）",
        "達成度（％）",
        "判定",
        "評価区分",
        "進捗区分",
        "ランク",
        "進捗評価",
        "総合評価",
        "担当課評価",
        "評価結果",
        "実施区分",
        "進捗",
        "達成度(%)",
        "目標達成度",
        "内部評価",
        "進捗状況",
        "状況",
        "評価ランク",
    ),
    "direction": (
        "今後の方向性",
        "方向性",
        "今後の方向",
        "次年度の方向性",
        "今後の方針",
        "事業の方向性",
        "次年度の方向",
        "見直し区分",
    ),
    "target": (
        "目標値",
        "目標",
        "計画値",
        "目標値（{goal}）",
        "{goal}目標",
        "目標（{goal}）",
        "目標数値",
        "最終目標値（{goal}）",
        "数値目標",
        "見込量",
    ),
    "actual": ("実績値", "実績", "実績数", "現在値", "実数", "直近値", "値（実績）", "確保量"),
}
OTHERS: dict[str, tuple[str, ...]] = {
    "code": ("No.", "番号", "事業コード", "整理番号", "№", "通番", "コード", "事業番号", "ID", "項番"),
    "money": (
        "予算額（千円）",
        "決算額（千円）",
        "事業費",
        "当初予算額",
        "決算額(円)",
        "予算額",
        "事業費（千円）",
        "執行額",
        "うち一般財源",
        "決算見込額（千円）",
    ),
    "law": ("根拠法令", "根拠法令等", "関連計画", "法令等の根拠"),
    "period": ("事業期間", "開始年度", "実施期間", "実施時期", "終期", "計画期間"),
    "remark": ("備考", "特記事項", "摘要", "その他"),
    "audience": ("対象", "対象者", "ライフステージ", "対象者等"),
    "kind": ("区分", "種別", "新規・継続", "事業区分", "新規／継続", "分類", "重点"),
    "partner": ("関係機関", "連携先", "関係課", "協力団体", "関係機関・団体"),
    "difference": ("増減", "前年度比", "差引", "伸び率"),
    "sdgs": ("SDGs", "関連するSDGs", "ゴール"),
    "rater": (
        "1次評価",
        "一次評価",
        "外部評価",
        "委員会評価",
        "市民評価",
        "2次評価",
        "必要性",
        "有効性",
        "効率性",
        "妥当性",
    ),
}
SCALES = (
    "ABCD",
    "SABC",
    "ABC",
    "◎○△×",
    "○△×",
    "◎○△",
    "54321",
    "１２３４",
    ("順調", "概ね順調", "やや遅れ", "遅れ"),
    ("達成", "一部達成", "未達成"),
    ("完了", "取組中", "未着手"),
    ("実施", "未実施"),
    ("計画どおり", "やや遅れている", "遅れている"),
    ("A：達成", "B：概ね達成", "C：未達成"),
    ("１　現状維持", "２　改善", "３　廃止"),
    ("済", "未"),
    ("予定以上", "予定通り", "予定以下"),
    ("実施済み", "実施中", "検討中", "未実施"),
    ("★★★", "★★", "★"),
    ("良好", "概ね良好", "不十分"),
    ("ⅠⅡⅢ"),
    ("①②③④"),
    ("Ａ", "Ｂ", "Ｃ"),
    ("進んでいる", "やや進んでいる", "進んでいない"),
)
DIRECTIONS = (
    ("拡大", "継続", "縮小", "廃止"),
    ("拡充", "現状維持", "見直し", "休止・廃止"),
    ("現状継続", "改善（手段変更）", "拡大", "統合"),
    ("継続", "完了", "改善"),
    ("維持", "強化", "終了"),
    ("１拡大", "２継続", "３縮小"),
    ("現行どおり", "見直して継続", "終了"),
)
UNITS = ("人", "件", "回", "％", "か所", "団体", "世帯", "日", "校", "%", "千円", "ha", "台", "組", "施設", "点")
LAWS = (
    "地域保健法",
    "児童福祉法第6条の3",
    "社会福祉法第107条",
    "市条例第12号",
    "○○市補助金交付要綱",
    "食育基本法",
    "自殺対策基本法",
    "学校教育法",
    "なし",
)
AUDIENCES = (
    "市民",
    "高齢者",
    "乳幼児",
    "児童・生徒",
    "妊産婦",
    "全世代",
    "保護者",
    "障がい者",
    "事業者",
    "職員",
    "小学生",
    "子育て世帯",
)
PARTNERS = (
    "社会福祉協議会",
    "学校、PTA",
    "民生委員児童委員協議会",
    "医師会",
    "警察署",
    "NPO法人",
    "町内会",
    "商工会",
    "県保健所",
    "関係各課",
)
REMARKS = (
    "国庫補助事業",
    "コロナの影響あり",
    "隔年実施",
    "R5から名称変更",
    "委託",
    "県補助1/2",
    "統合予定",
    "第2期計画から継続",
    "",
)
KINDS = (
    ("新規", "継続"),
    ("ハード", "ソフト"),
    ("重点", ""),
    ("直営", "委託"),
    ("○", ""),
    ("自治事務", "法定受託事務"),
)


@dataclass
class Column:
    """A column in the making: how its heading is worded, and what stands in it, row by row."""

    accepted: str
    heading: str
    texts: list[str]
    fiscal_year: int | None = None
    group: str = ""


@dataclass
class Layout:
    """A drawn table: its rows, merged cells, the truth, and the fiscal year of its edition."""

    rows: list[list[str]]
    truth: Truth
    edition: int
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    headings: int = 1


def drawn_layouts(count: int, seed: int | str = 0) -> Iterator[Layout]:
    """Yield so many layouts."""
    texts = _texts()
    for number in range(count):
        yield _Drawing(Random(f"{seed}/{number}"), texts).layout()


def _texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (DATA / "column_texts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["field"], []).append(row["text"])
    return found


class _Drawing:
    def __init__(self, rng: Random, texts: dict[str, list[str]]) -> None:
        self.rng, self.texts = rng, texts
        self.count = rng.randint(12, 60)
        self.edition = rng.randint(2020, 2026)
        self.has_section_rows = rng.random() < 0.15
        self.notation = rng.choice(
            ("令和{n}年度", "R{n}", "令和{n}年度", "{y}年度", "令和{n}({y})年度", "Ｒ{n}", "令和{n}年")
        )

    def layout(self) -> Layout:
        columns = [*self._plan_columns(), *(self._indicator_columns() if self.rng.random() < 0.3 else [])]
        columns += self._year_blocks(with_texts=len(columns) < 9 or self.rng.random() < 0.4)
        columns += self._closing_columns()
        if self.rng.random() < 0.25:
            columns = self._department_last(columns)
        return self._written(columns)

    # --- columns

    def _plan_columns(self) -> list[Column]:
        rng, found = self.rng, []
        if rng.random() < 0.35:
            found.append(self._other("code"))
        levels = rng.choice((("policy", "item"), ("policy",), ("item",), (), ("policy",), ("item",)))
        for level in levels:
            found.append(Column(f"{level}:", self._heading(level), self._level_texts(level)))
        found.append(Column("measure:", self._heading("measure"), self._sample("measure")))
        for name, chance in (("kind", 0.15), ("audience", 0.15), ("law", 0.08), ("period", 0.1)):
            if rng.random() < chance:
                found.append(self._other(name))
        if rng.random() < 0.4:
            found.append(Column("description:", self._heading("description"), self._sample("description", blank=0.05)))
        if rng.random() < 0.15:
            found.append(Column("page:", self._heading("page"), self._pages()))
        if rng.random() < 0.12:
            found.append(
                Column(
                    "reprise:",
                    self._heading("reprise"),
                    [rng.choice(("", "", "", "○", "再掲")) for _ in range(self.count)],
                )
            )
        return [*found, *self._departments()]

    def _departments(self) -> list[Column]:
        section = Column("section:", self._heading("section"), self._sample("section"))
        if self.rng.random() < 0.25:
            heading = self.rng.choice(("担当部署", self._heading("bureau"), self._heading("bureau")))
            return [Column("bureau:", heading, self._sample("bureau")), section]
        if self.rng.random() < 0.15:
            return [section, self._other("partner")]
        return [section]

    def _indicator_columns(self) -> list[Column]:
        rng = self.rng
        found = [Column("indicator:", self._heading("indicator"), self._sample("indicator"))]
        if rng.random() < 0.7:
            found.append(Column("unit:", self._heading("unit"), [rng.choice(UNITS) for _ in range(self.count)]))
        base, goal = self._year(self.edition - 4), self._year(self.edition + rng.randint(0, 4))
        if rng.random() < 0.7:
            heading = self._heading("baseline").format(base=base)
            found.append(Column("baseline:*", heading, self._figures()))
        target = Column("target:*", self._heading("target").format(goal=goal), self._figures())
        years = list(range(self.edition - rng.randint(0, 2), self.edition + 1))
        actuals = [
            Column(f"actual:{year}", self._dated(self._heading("actual"), year), self._figures(0.1), year)
            for year in (reversed(years) if rng.random() < 0.15 else years)
        ]
        if len(actuals) > 1 and rng.random() < 0.15:
            actuals.append(self._other("difference"))
        return [*found, *([target, *actuals] if rng.random() < 0.7 else [*actuals, target])]

    def _year_blocks(self, *, with_texts: bool) -> list[Column]:
        rng = self.rng
        fields = rng.choice(
            (
                ("status", "achievement"),
                ("status", "evaluation", "achievement"),
                ("plan", "status", "achievement"),
                ("status", "achievement", "evaluation"),
                ("plan", "status", "evaluation", "achievement"),
                ("status",),
                ("achievement",),
                ("plan", "status"),
                ("status", "evaluation"),
            )
            if with_texts
            else (("achievement",), ("achievement", "evaluation"), ("status",), ())
        )
        headings = {name: self._heading(name, in_block=True) for name in fields}
        scale = self._scale()
        years = list(range(self.edition - rng.choice((0, 0, 1, 1, 2)), self.edition + 1))
        if rng.random() < 0.2:
            years.reverse()
        money = self._other("money") if rng.random() < 0.2 else None
        raters = (
            [self._other("rater") for _ in range(rng.randint(1, 2))]
            if "achievement" in fields and rng.random() < 0.12
            else []
        )
        found = []
        for year in years:
            block = [self._dated_column(name, headings[name], year, scale) for name in fields]
            if money:
                texts = self._money()
                block.insert(
                    rng.randint(0, len(block)), Column("attribute:*", self._dated(money.heading, year), texts, year, "")
                )
            if raters and len(years) == 1:
                at = next(i for i, column in enumerate(block) if column.accepted.startswith("achievement"))
                for rater in raters:
                    rater.texts = self._rated(scale)
                block[at:at] = raters
            found += block
        return found

    def _dated_column(self, name: str, heading: str, year: int, scale: Callable[[], list[str]]) -> Column:
        texts = scale() if name == "achievement" else self._sample(name, blank=0.1)
        return Column(f"{name}:{year}", heading, texts, year, "block")

    def _closing_columns(self) -> list[Column]:
        rng, found = self.rng, []
        if rng.random() < 0.3:
            marks = rng.choice(DIRECTIONS)
            texts = [rng.choice(marks) for _ in range(self.count)]
            accepted = "|".join(f"direction:{year}" for year in ("", self.edition, self.edition + 1))
            found.append(Column(accepted, self._heading("direction"), texts))
        if rng.random() < 0.3:
            year = self.edition + 1
            heading = self._dated(rng.choice(("取組予定", "実施計画", "の計画", "取組計画", "の予定")), year)
            if rng.random() < 0.4:
                heading = rng.choice(
                    ("次年度の取組", "次年度の計画", "次年度の取組予定", "今後の取組", "今後の予定", "今後の対応")
                )
            found.append(Column(f"plan:{year}", heading, self._sample("plan", blank=0.1)))
        found += [
            self._other(name)
            for name, chance in (("money", 0.12), ("remark", 0.2), ("sdgs", 0.05))
            if rng.random() < chance
        ]
        return found

    def _department_last(self, columns: list[Column]) -> list[Column]:
        units = [column for column in columns if column.accepted in ("section:", "bureau:")]
        return [*(column for column in columns if column not in units), *units]

    def _other(self, name: str) -> Column:
        rng = self.rng
        texts = {
            "code": self._codes,
            "money": self._money,
            "law": lambda: self._any(LAWS),
            "period": lambda: self._any(
                ("R3～R7", "平成30年度", "H28", "通年", "令和4年度～", "4月～3月", "昭和55年度", "毎年6月", "2021")
            ),
            "remark": lambda: [rng.choice(REMARKS) if rng.random() < 0.4 else "" for _ in range(self.count)],
            "audience": lambda: self._any(AUDIENCES),
            "kind": lambda: self._any(rng.choice(KINDS)),
            "partner": lambda: self._any(PARTNERS),
            "difference": lambda: [rng.choice(("0", "3", "▲2", "△15", "12", "-4")) for _ in range(self.count)],
            "sdgs": lambda: [
                ",".join(map(str, sorted(rng.sample(range(1, 18), rng.randint(1, 3))))) for _ in range(self.count)
            ],
            "rater": lambda: self._any(tuple(rng.choice(SCALES))),
        }[name]()
        return Column("attribute:*", rng.choice(OTHERS[name]), texts)

    # --- texts

    def _any(self, texts: tuple[str, ...]) -> list[str]:
        return [self.rng.choice(texts) for _ in range(self.count)]

    def _sample(self, name: str, blank: float = 0.0) -> list[str]:
        rng, pool = self.rng, self.texts[name]
        drawn = (
            rng.sample(pool, self.count) if len(pool) >= self.count else [rng.choice(pool) for _ in range(self.count)]
        )
        return ["" if rng.random() < blank else text for text in drawn]

    def _level_texts(self, level: str) -> list[str]:
        """Names of levels go on for several rows: printed in each, or once."""
        rng, found = self.rng, list[str]()
        is_printed_once = rng.random() < 0.5
        while len(found) < self.count:
            name, length = rng.choice(self.texts[level]), rng.randint(1, 6)
            found += [name, *([""] if is_printed_once else [name]) * (length - 1)]
        return found[: self.count]

    def _pages(self) -> list[str]:
        form = self.rng.choice(("P{}", "{}", "p.{}", "{}ページ", "P.{}"))
        return [form.format(20 + number // 3) for number in range(self.count)]

    def _codes(self) -> list[str]:
        form = self.rng.choice(("{0}", "{0:03}", "{1}-{2}", "A-{0}", "{1}-({2})", "{0:04}", "{1}-1-{2}"))
        return [form.format(number + 1, number // 5 + 1, number % 5 + 1) for number in range(self.count)]

    def _money(self) -> list[str]:
        form = self.rng.choice(("{}", "{:,}"))
        return [
            form.format(self.rng.choice((self.rng.randint(0, 900), self.rng.randint(1000, 99999))))
            for _ in range(self.count)
        ]

    def _figures(self, blank: float = 0.05) -> list[str]:
        rng = self.rng
        forms = rng.choice(
            (("{:,}",), ("{}",), ("{}", "{}.5", "{}%"), ("{}人", "{}件", "{}%", "{}回"), ("{:,}", "▲{}", "{}.{}"))
        )
        return [
            "" if rng.random() < blank else rng.choice(forms).format(rng.randint(0, rng.choice((9, 100, 3000))), 3)
            for _ in range(self.count)
        ]

    def _scale(self) -> Callable[[], list[str]]:
        rng = self.rng
        if rng.random() < 0.35:
            forms = rng.choice((("{}%",), ("{}%", "実施", "未実施", "-"), ("{}",), ("0.{}",), ("{}％", "－")))
            return lambda: [
                rng.choice(forms).format(rng.choice((100, 80, 95, 50, 75, 60, 90, 88))) for _ in range(self.count)
            ]
        marks = tuple(rng.choice(SCALES))
        return lambda: self._rated_by(marks)

    def _rated(self, scale: Callable[[], list[str]]) -> list[str]:
        return scale()

    def _rated_by(self, marks: tuple[str, ...]) -> list[str]:
        return [self.rng.choice((*marks, marks[0], marks[min(1, len(marks) - 1)])) for _ in range(self.count)]

    # --- headings

    def _heading(self, name: str, *, in_block: bool = False) -> str:
        own = [
            word
            for word in HEADINGS[name]
            if not in_block or not word.startswith(("次年度", "今後の取", "今後の予", "今後の対"))
        ]
        heading = self.rng.choice(own)
        return (
            heading
            if name in ("unit", "page") or self.rng.random() < 0.9
            else self.rng.choice(("【{}】", "{}等", "主な{}", "{}欄")).format(heading)
        )

    def _year(self, year: int) -> str:
        return self.notation.format(n=year - 2018, y=year) if year >= 2020 else f"平成{year - 1988}年度"

    def _dated(self, heading: str, year: int) -> str:
        joint = self.rng.choice(("", "の", " ", ""))
        return f"{self._year(year)}{'' if heading.startswith('の') else joint}{heading}"

    def _written(self, columns: list[Column]) -> Layout:
        rng = self.rng
        years = {column.fiscal_year for column in columns if column.group}
        style = rng.choice(("own", "group", "group") if len(years) > 1 else ("own", "own", "title", "none", "group"))
        above, below = [""] * len(columns), [column.heading.removeprefix("の") for column in columns]
        last = None
        for index, column in enumerate(columns):
            if not column.group or column.fiscal_year is None:
                last = None
            elif style == "own":
                carries = column.fiscal_year == last and rng.random() < 0.2
                below[index] = below[index] if carries else self._dated(column.heading, column.fiscal_year)
                last = column.fiscal_year
            elif style == "group":
                above[index] = self._year(column.fiscal_year) if column.fiscal_year != last else ""
                last = column.fiscal_year
        titles = [[f"{self._year(self.edition)} 進捗状況一覧" if style == "title" else "進捗管理表"], [""]]
        heading_rows = [below] if style != "group" else self._grouped(columns, above, below)
        rows = [*(titles if style == "title" or rng.random() < 0.4 else []), *heading_rows]
        first = len(rows) + 1
        rows += [[column.texts[number] for column in columns] for number in range(self.count)]
        truth = {
            (first + number, index + 1): set(column.accepted.split("|"))
            for index, column in enumerate(columns)
            for number in range(self.count)
            if column.texts[number]
        }
        return Layout(rows, truth, self.edition, {}, len(heading_rows))

    def _grouped(self, columns: list[Column], above: list[str], below: list[str]) -> list[list[str]]:
        """Labels of columns without a year stand in the upper row, or, as often, in the lower one."""
        in_upper = self.rng.random() < 0.7
        if not any(above):
            return [below]
        upper = [
            text or ("" if column.group else heading if in_upper else "")
            for text, heading, column in zip(above, below, columns, strict=True)
        ]
        lower = [
            heading if column.group or not in_upper else "" for heading, column in zip(below, columns, strict=True)
        ]
        return [upper, lower]
