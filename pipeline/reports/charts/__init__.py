"""Charts as SVG, drawn by Vega-Lite from the specifications beside this module; the same figures stand in tables.

A mark that stands for something leads to it. What is drawn holds no script and no address outside the site.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from pipeline.reports.places import anchor
from pipeline.reports.words import RATINGS, policy_words, year_words

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
_SVG, _XLINK = "http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xlink}"
_SHAPES = {
    "svg",
    "g",
    "path",
    "rect",
    "line",
    "text",
    "tspan",
    "a",
    "circle",
    "title",
    "defs",
    "clipPath",
    "use",
    "symbol",
}
# What draws makes every address a whole one; it is taken off again.
_BASE = "https://site.invalid/"


def kinds_by_year(rows: Sequence[Row]) -> Markup | None:
    """Draw how many ratings of each kind every fiscal year has; None: there are none."""
    bars = [bar | {"year": year_words(row["fiscal_year"]).ja} for row in rows for bar in _bars(row, "")]
    return (
        _drawn("kinds_by_year", _stacked("kinds_by_year", bars), "年度別の達成度 ratings by fiscal year")
        if bars
        else None
    )


def by_policy(rows: Sequence[Row]) -> Markup | None:
    """Draw the same per policy, as small multiples; a bar leads to the measures of its policy."""
    return _multiples(rows, "", _policy_name, lambda row: anchor("policy", row["policy_kind"], row["policy_number"]))


def by_department(rows: Sequence[Row]) -> Markup | None:
    """Draw the same per section, what is its own only; a bar leads to the figures of its section."""
    return _multiples(
        rows,
        "own_",
        lambda row: row["section_name"],
        lambda row: anchor("section", row["bureau_name"], row["section_name"]),
    )


def percentages(printed: Mapping[tuple[int, float], Sequence[Row]]) -> Markup | None:
    """Draw how many measures have which printed percentage in a year; a dot leads to their names. None: none has."""
    dots = [
        {
            "year": year_words(year).ja,
            "pct": pct,
            "count": len(measures),
            "href": f"{_BASE}#{percent_anchor(year, pct)}",
            "label": f"{year_words(year).ja} {pct:g}% {len(measures)}",
        }
        for (year, pct), measures in printed.items()
    ]
    return _drawn("percentages", _spec("percentages", dots), "印刷された達成度 printed percentages") if dots else None


def percent_anchor(fiscal_year: int, pct: float) -> str:
    """Return the name of the place that lists the measures with one percentage in one year."""
    return anchor("percent", fiscal_year, f"{pct:g}")


def _policy_name(row: Row) -> str:
    return policy_words(row["policy_kind"], row["policy_number"], row["policy_name"]).ja


def _multiples(
    rows: Sequence[Row], prefix: str, name: Callable[[Row], str], place: Callable[[Row], str]
) -> Markup | None:
    bars = [
        {
            **bar,
            "group": name(row),
            "year": f"{row['fiscal_year']}",
            "href": f"{_BASE}#{place(row)}",
            "label": f"{name(row)} {row['fiscal_year']} {bar['kind']} {bar['count']}",
        }
        for row in rows
        for bar in _bars(row, prefix)
    ]
    return _drawn("small_multiples", _stacked("small_multiples", bars), "内訳 distributions") if bars else None


def _bars(row: Row, prefix: str) -> Iterator[Row]:
    for order, (kind, (_, ink)) in enumerate(COLOURS.items()):
        if count := row[f"{prefix}{kind}_count"]:
            yield {"kind": _kind_name(kind), "count": count, "order": order, "ink": ink}


def _kind_name(kind: str) -> str:
    return f"{RATINGS[kind].shape} {RATINGS[kind].name.ja} {RATINGS[kind].name.en}"


def _stacked(name: str, bars: Sequence[Row]) -> dict[str, Any]:
    """Return the specification with the colours of the kinds that occur."""
    spec = _spec(name, bars)
    found = {bar["kind"] for bar in bars}
    colours = {_kind_name(kind): colour for kind, (colour, _) in COLOURS.items() if _kind_name(kind) in found}
    inner = spec["layer"][0] if "layer" in spec else spec["spec"]
    inner["encoding"]["color"]["scale"] = {"domain": list(colours), "range": list(colours.values())}
    return spec


def _spec(name: str, values: Sequence[Row]) -> dict[str, Any]:
    return json.loads(_text(name)) | {"data": {"values": list(values)}, "config": _CONFIG}


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.vl.json").read_text("utf-8")


def _drawn(name: str, spec: dict[str, Any], label: str) -> Markup:
    # Takes its time to load, and is needed for pages only.
    import vl_convert

    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec))
    for element in root.iter():
        _checked(element)
    for element in root.iter():
        _lightened(element)
    for measure in ("width", "height"):
        root.attrib.pop(measure, None)
    root.set("class", f"chart {name}")
    if not any(element.tag.endswith("}a") for element in root.iter()):
        root.set("role", "img")
        root.set("aria-label", label)
    ElementTree.register_namespace("", _SVG)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _lightened(element: ElementTree.Element) -> None:
    """Take away what draws nothing."""
    for child in [child for child in element if child.get("class") in ("background", "foreground")]:
        if not child.get("stroke") and child.get("fill") in (None, "none"):
            element.remove(child)
    for attribute in ("class", "pointer-events", "stroke-miterlimit"):
        element.attrib.pop(attribute, None)


def _checked(element: ElementTree.Element) -> None:
    """Leave shapes, texts and links within the site; what else a drawing may hold is an error of ours."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    href = element.attrib.pop(f"{_XLINK}href", None) or element.attrib.pop("href", None)
    if tag not in _SHAPES or (href and not href.startswith((_BASE, "#"))):
        raise ValueError(f"a chart may not hold <{tag}> with {href!r}")
    named = next((child.get("aria-label") for child in element.iter() if child.get("aria-label")), None)
    for attribute in [
        name for name in element.attrib if name.startswith("aria-") or name in ("role", "style", "target")
    ]:
        del element.attrib[attribute]
    if tag == "a" and href:
        element.set("href", href.removeprefix(_BASE))
        element.set("aria-label", named or href.removeprefix(_BASE))
