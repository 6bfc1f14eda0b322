"""Invented cities: clean tables of other plans, years, headings and habits than the one the weights were fitted on."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from benchmarks.clean import Section, Table, Texts
from benchmarks.sentences import STYLES, details, stock, templates
from pipeline.values.text import is_blank

_CANCELLED_YEARS = (2020, 2021)
_PERCENTS = {"done": (100, 100, 100, 95, 92.5, 90, 85), "wanting": (80, 75, 70, 60, 50), "reduced": (50, 40, 30)}
_CIRCLED = "①②③"
_FULL_WIDTH = str.maketrans("0123456789%()", "０１２３４５６７８９％（）")


@dataclass(frozen=True)
class City:
    """How one city draws up its table. `yearly`: field and heading (`{year}`), of each year in `years`.

    `ratings`: percent, words (実施/未実施), or lists (by section, by component). `planned`: fields of the year after
    the last. `item_form`: numbered, plain, or every (in every row). `titles_width`: cells of a policy's title line.
    """

    name: str
    areas: tuple[str, ...]
    years: tuple[int, ...]
    yearless: dict[str, str]
    yearly: dict[str, str]
    planned: tuple[str, ...]
    year_form: str
    style: str
    ratings: str
    item_form: str
    titles_width: int = 1
    repeats_heading: bool = True
    has_full_width: bool = False


CITIES = {
    city.name: city
    for city in (
        City(
            "kirigaoka",
            ("防災", "環境"),
            (2020, 2021, 2022, 2023),
            {"item": "施策の柱", "measure": "事業名", "description": "事業概要", "section": "担当課"},
            {"status": "{year}の取組実績", "evaluation": "{year}の課題と評価", "achievement": "{year}達成度"},
            ("plan",),
            "令和{era}年度",
            "plain",
            "percent",
            "numbered",
        ),
        City(
            "shiomi",
            ("子育て", "高齢者"),
            (2019, 2020, 2021, 2022, 2023),
            {"item": "項目", "measure": "取組名", "page": "ページ", "bureau": "担当部", "section": "担当課"}
            | {"reprise": "再掲"},
            {"plan": "{year}計画", "status": "{year}実績", "evaluation": "{year}評価", "achievement": "達成状況"},
            ("plan",),
            "R{era}",
            "polite",
            "words",
            "plain",
            titles_width=2,
        ),
        City(
            "hayase",
            ("男女", "子育て"),
            (2018, 2019, 2020, 2021, 2022),
            {"item": "施策", "measure": "主な取組", "page": "頁", "section": "所管課"},
            {"status": "{year}実施状況", "evaluation": "{year}担当課評価", "achievement": "{year}達成率(%)"},
            ("plan", "status"),
            "{label}",
            "noun",
            "lists",
            "numbered",
            repeats_heading=False,
        ),
        City(
            "minamihara",
            ("高齢者", "防災", "環境"),
            (2021, 2022, 2023, 2024),
            {"item": "施策項目", "measure": "事業名", "description": "事業内容", "bureau": "担当部局"}
            | {"section": "担当課"},
            {"plan": "{year}年度の計画", "status": "{year}年度の実績", "achievement": "{year}年度の達成度"},
            (),
            "{ad}",
            "plain",
            "mixed",
            "every",
            has_full_width=True,
        ),
    )
}


def city_table(name: str, seed: int) -> Table:
    """Return the clean table of a city; the same seed gives the same table."""
    city, rng = CITIES[name], random.Random(f"{name}-{seed}")
    measures = [measure for area in city.areas for measure in stock("measures.csv") if measure["area"] == area]
    groups = [list(rows) for _, rows in groupby(measures, key=lambda measure: measure["item"])]
    sections = tuple(_section(city, number, group, rng) for number, group in enumerate(groups, 1))
    return Table(name, _headings(city), sections, city.repeats_heading)


def _headings(city: City) -> dict[tuple[str, int | None], str]:
    asked: dict[tuple[str, int | None], str] = {(field, None): text for field, text in city.yearless.items()}
    for year in city.years:
        asked |= {(field, year): _heading(city, text, year) for field, text in city.yearly.items()}
    after = city.years[-1] + 1
    texts = {"plan": "{year}実施計画"} | city.yearly
    return asked | {(field, after): _heading(city, texts[field], after) for field in city.planned}


def _heading(city: City, text: str, year: int) -> str:
    return text.format(year=city.year_form.format(era=year - 2018, label=_era(year), ad=year))


def _era(year: int) -> str:
    return f"平成{year - 1988}年度" if year < 2019 else "令和元年度" if year == 2019 else f"令和{year - 2018}年度"


def _section(city: City, number: int, measures: list[dict[str, str]], rng: random.Random) -> Section:
    half = (len(measures) + 1) // 2
    item = measures[0]["item"]
    names = (item, f"{item}のための基盤づくり")
    rows = []
    for place, measure in enumerate(measures):
        part = place // half
        number_of_item = "" if city.item_form == "plain" else f"{number}-{part + 1} "
        rows.append(_row(city, measure, rng))
        if city.item_form == "every" or place % half == 0:
            rows[-1]["item", None] = number_of_item + names[part]
    return Section((f"基本目標{number} {item}", *[""] * (city.titles_width - 1)), tuple(rows))


def _row(city: City, measure: dict[str, str], rng: random.Random) -> Texts:
    write, own = STYLES[city.style], details(rng)
    yearless = {
        "measure": measure["name"],
        "description": write(measure["description"]),
        "page": _page(city, rng),
        "bureau": measure["bureau"],
        "section": measure["sections"].replace(" ", rng.choice((" ", " ", "", "、"))),
        "reprise": "○" if rng.random() < 0.1 else "",
    }
    texts: Texts = {(f, None): yearless[f] for f in (*city.yearless, "description") if f in yearless}
    for year, outcome in _outcomes(city, rng):
        texts |= _year(city, measure, own, year, outcome, rng)
    texts |= {(f, city.years[-1] + 1): _sentence(city, f, measure, own, "done", rng) for f in city.planned}
    texts = {place: text.translate(_FULL_WIDTH) if city.has_full_width else text for place, text in texts.items()}
    return {place: text for place, text in texts.items() if not is_blank(text)}


def _page(city: City, rng: random.Random) -> str:
    number = rng.randint(18, 96)
    return f"{number}ページ" if city.style == "noun" else f"P.{number}"


def _outcomes(city: City, rng: random.Random) -> Iterator[tuple[int, str]]:
    """Yield how each year went: mostly as the year before, the years of the epidemic worse."""
    starts = rng.choice(city.years[:3]) if rng.random() < 0.12 else city.years[0]
    usual = rng.choice(("done", "done", "wanting"))
    for year in city.years:
        if year < starts:
            yield year, "unstarted"
        elif year in _CANCELLED_YEARS and rng.random() < 0.35:
            yield year, rng.choice(("cancelled", "reduced"))
        else:
            yield year, usual if rng.random() < 0.75 else rng.choice(("done", "wanting"))


def _year(
    city: City, measure: dict[str, str], own: dict[str, str], year: int, outcome: str, rng: random.Random
) -> Texts:
    if outcome == "unstarted" and rng.random() < 0.6:
        texts = dict.fromkeys(city.yearly, "-")
        return {(f, year): "未実施" if f == "achievement" and rng.random() < 0.5 else t for f, t in texts.items()}
    asked = [field for field in city.yearly if field != "achievement"]
    texts = {field: _sentence(city, field, measure, own, outcome, rng) for field in asked}
    if rng.random() < 0.08:
        texts["status"] = f"{_era(year)}は、{texts['status']}"
    return {(f, year): t for f, t in {**texts, "achievement": _rating(city, measure, outcome, rng)}.items()}


def _sentence(
    city: City, field: str, measure: dict[str, str], own: dict[str, str], outcome: str, rng: random.Random
) -> str:
    """Fill in a sentence, mostly the one that the measure used for such a year before, with this year's numbers."""
    key = f"{field} {outcome}"
    if key in own and rng.random() < 0.15:
        return own[key]
    template = own.get(f"{key} template")
    if template is None or rng.random() < 0.4:
        sought = "done" if field != "evaluation" and outcome == "wanting" else outcome
        template = rng.choice(templates(field, measure["kind"], sought))
    text = _filled(city, template, measure, own, rng)
    if field != "plan" and outcome in ("done", "wanting") and rng.random() < 0.35:
        text = (
            text.rstrip("。")
            + "。"
            + _filled(city, rng.choice(templates(f"{field}_more", "any", "done")), measure, own, rng)
        )
    sections = measure["sections"].split()
    if field == "status" and len(sections) > 1 and city.ratings == "lists" and rng.random() < 0.5:
        other = rng.choice(templates(field, measure["kind"], "done"))
        text = f"({sections[0]}) {text} ({sections[1]}) {_filled(city, other, measure, own, rng)}"
    own |= {key: text, f"{key} template": template}
    return text


def _filled(city: City, template: str, measure: dict[str, str], own: dict[str, str], rng: random.Random) -> str:
    count = max(round(float(own["size"]) * rng.uniform(0.7, 1.3)), 3)
    often = max(int(own["often"]) + rng.randint(-1, 1), 2)
    numbers = {"n": str(often), "m": f"{count:,}", "pct": str(rng.randint(62, 98))}
    return STYLES[city.style](template.format(**{**measure, **own, **numbers}))


def _rating(city: City, measure: dict[str, str], outcome: str, rng: random.Random) -> str:
    form = rng.choice(("percent", "words")) if city.ratings == "mixed" else city.ratings
    if outcome in ("cancelled", "unstarted"):
        return rng.choice(("0%", "未実施")) if form == "percent" else "未実施"
    percent = [str(rng.choice(_PERCENTS[outcome])) for _ in range(3)]
    if form == "words" and rng.random() < 0.9:
        return "実施"
    if form == "lists" and (listed := _listed(measure["sections"].split(), percent, rng)):
        return listed
    return percent[0] if rng.random() < 0.1 else f"{percent[0]}%"


def _listed(sections: list[str], percent: list[str], rng: random.Random) -> str:
    """Rate each section, or each component of some measures; mostly nothing."""
    if len(sections) > 1:
        marks = rng.choice(("{} {}%", "【{}】{}%"))
        return " ".join(marks.format(section, value) for section, value in zip(sections, percent, strict=False))
    if rng.random() < 0.15:
        return " ".join(f"{mark}{value}%" for mark, value in zip(_CIRCLED, percent, strict=True))
    return ""
