"""What tests of `shinchoku review` look at: two small editions in which something of every kind awaits a decision."""

from pathlib import Path

from pipeline.settings import Settings
from tests.builders import SeedsFolder

HOSTILE = "<script>document.title='x'</script><b onclick=alert(1)>5回実施した。</b>"
_NAMES = ("窓口相談", "電話相談", "市民講座", "見守り活動", "講演会の開催", "研修の実施", "広報活動", "家庭訪問")
_MARKS = "ABBACDBA"
UNKNOWN = "くくりの別"
SCALE = "達成区分"
NEWER, OLDER = "若者居場所事業", "若者の居場所づくり"


def _table(year: int, last_name: str) -> list[tuple[str, ...]]:
    label = f"令和{year - 2018}年度"
    heading = ("施策", "事業名", "担当課", f"{label} 計画", f"{label} 実績", f"{label} {SCALE}", UNKNOWN)
    rows: list[tuple[str, ...]] = [
        (
            "1-1 相談体制の充実",
            name,
            "福祉課" if number % 2 else "健康課",
            f"{name}を年{number + 3}回実施する。",
            HOSTILE
            if number == 0
            else f"{name}を{number + year - 2020}回実施し、{number * 7 + year % 9}人が参加した。",
            _MARKS[(number + year) % len(_MARKS)],
            ("いちょう", "さくら", "けやき")[number % 3],
        )
        for number, name in enumerate((*_NAMES, last_name))
    ]
    # A cell is lost: what follows may stand one column further.
    rows[3] = (*rows[3][:3], *rows[3][4:])
    rows[5] = (*rows[5][:4], "", rows[5][6])
    return [heading, *rows]


def every_kind(folder: Path) -> Settings:
    """Write seeds with two editions into `folder`, refresh, and return the settings."""
    from pipeline.assets.run import run_refresh

    seeds = SeedsFolder(folder / "seeds")
    for year, last_name in ((2023, OLDER), (2024, NEWER)):
        names = {"municipality_code": "012345", "edition_fiscal_year": year, "path": f"documents/{year}.tsv"}
        seeds.add_document(_table(year, last_name), **names)
    settings = Settings.of(folder / "seeds", folder / "warehouse")
    run_refresh(settings, lambda _: None)
    return settings
