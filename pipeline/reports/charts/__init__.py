"""Charts as SVG, drawn by Vega-Lite from the specifications beside this module; the same figures stand in tables.

A mark that stands for something leads to it. Here stands what is drawn; how it becomes SVG stands in `drawing`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.reports.charts.drawing import BASE, drawn
from pipeline.reports.places import anchor
from pipeline.reports.words import RATINGS, year_words

Row = dict[str, Any]
_FOLDER = Path(__file__).parent
# Each kind with the colour of its bar and of the figure on it: 4.5 to 1 at least.
COLOURS = {
    "percent": ("#1f6f82", "#ffffff"),
    "implemented": ("#9ccfc2", "#1d2a30"),
    "not_implemented": ("#e0a843", "#1d2a30"),
    "by_component": ("#c3cdeb", "#1d2a30"),
    "graded": ("#70457a", "#ffffff"),
    "not_applicable": ("#cfd8dc", "#1d2a30"),
    "unreadable": ("#9c3d28", "#ffffff"),
    "missing": ("#f3e3df", "#1d2a30"),
}
_FONT = "'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif"
_CONFIG = {
    "background": None,
    "font": _FONT,
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": "#e4eaec"},
    "legend": {"labelFontSize": 12},
    "view": {"stroke": None},
}


def kinds_by_year(rows: Sequence[Row]) -> Markup | None:
    """Draw how many ratings of each kind every fiscal year has; None: there are none."""
    bars = [bar | {"year": year_words(row["fiscal_year"]).ja} for row in rows for bar in _bars(row)]
    if not bars:
        return None
    label = "年度別の達成度 ratings by fiscal year"
    return drawn("kinds_by_year", _stacked("kinds_by_year", bars), label, {})


def percentages(printed: Mapping[tuple[int, float], Sequence[Row]]) -> Markup | None:
    """Draw how many measures have which printed percentage in a year; a dot leads to their names. None: none has."""
    dots, marks = [], {}
    for number, ((year, pct), measures) in enumerate(printed.items()):
        dot = {"year": year_words(year).ja, "pct": pct, "count": len(measures), "href": f"{BASE}{number}"}
        dots.append(dot)
        marks[f"{number}"] = (anchor("percent", year, f"{pct:g}"), f"{dot['year']} {pct:g}% {len(measures)}")
    label = "記載された率 printed percentages"
    return drawn("percentages", _spec("percentages", dots), label, marks) if dots else None


def _bars(row: Row) -> Iterator[Row]:
    for order, (kind, (_, ink)) in enumerate(COLOURS.items()):
        if count := row[f"{kind}_count"]:
            yield {"kind": _kind_name(kind), "count": count, "order": order, "ink": ink}


def _kind_name(kind: str) -> str:
    return f"{RATINGS[kind].shape} {RATINGS[kind].name.ja} {RATINGS[kind].name.en}"


def _stacked(name: str, bars: Sequence[Row]) -> dict[str, Any]:
    """Return the specification with the colours of the kinds that occur."""
    spec = _spec(name, bars)
    found = {bar["kind"] for bar in bars}
    colours = {_kind_name(kind): colour for kind, (colour, _) in COLOURS.items() if _kind_name(kind) in found}
    spec["layer"][0]["encoding"]["color"]["scale"] = {"domain": list(colours), "range": list(colours.values())}
    return spec


def _spec(name: str, values: Sequence[Row]) -> dict[str, Any]:
    return json.loads(_text(name)) | {"data": {"values": list(values)}, "config": _CONFIG}


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.vl.json").read_text("utf-8")
