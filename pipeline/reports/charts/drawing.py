"""A specification of Vega-Lite into SVG that may stand in a page.

What draws is a library outside Python, which a strange character can bring down with the whole run. So it never sees a
text of a plan: tokens are drawn, and put back as texts and links in what comes out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from pipeline.values.text import visible

# What draws makes every address a whole one; it is taken off again.
BASE = "https://site.invalid/"
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
# Characters of a name that fit over a small chart; the table beside it has the whole.
_LONGEST = 17


@dataclass(frozen=True)
class Texts:
    """What tokens stand for: names that are drawn, and per mark the place in the page it leads to and what it says."""

    names: Mapping[str, str]
    marks: Mapping[str, tuple[str, str]]


def drawn(name: str, spec: Mapping[str, Any], label: str, texts: Texts) -> Markup:
    """Return the chart; one without marks that lead somewhere is a picture with a label."""
    root = ElementTree.fromstring(_svg(json.dumps(spec)))
    for element in root.iter():
        _told(element, texts)
    for element in root.iter():
        _lightened(element)
    for measure in ("width", "height"):
        root.attrib.pop(measure, None)
    root.set("class", f"chart {name}")
    if not texts.marks:
        root.set("role", "img")
        root.set("aria-label", label)
    ElementTree.register_namespace("", _SVG)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


# The public and the internal pages of a plan show the same charts, one after the other.
@lru_cache(maxsize=8)
def _svg(spec: str) -> str:
    # Takes its time to load, and is needed for pages only.
    import vl_convert

    return vl_convert.vegalite_to_svg(spec)


def _told(element: ElementTree.Element, texts: Texts) -> None:
    """Put the texts in; what is neither a shape nor a link of ours is an error of ours."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    href = element.attrib.pop(f"{_XLINK}href", None) or element.attrib.pop("href", None)
    if tag not in _SHAPES or (href and not href.startswith((BASE, "#"))):
        raise ValueError(f"a chart may not hold <{tag}> with {href!r}")
    for attribute in [
        name for name in element.attrib if name.startswith("aria-") or name in ("role", "style", "target")
    ]:
        del element.attrib[attribute]
    if element.text and element.text in texts.names:
        element.text = _short(visible(texts.names[element.text]))
    if tag == "a" and href:
        place, says = texts.marks[href.removeprefix(BASE)]
        element.set("href", f"#{visible(place)}")
        element.set("aria-label", visible(says))


def _lightened(element: ElementTree.Element) -> None:
    """Take away what draws nothing."""
    for child in [child for child in element if child.get("class") in ("background", "foreground")]:
        if not child.get("stroke") and child.get("fill") in (None, "none"):
            element.remove(child)
    for attribute in ("class", "pointer-events", "stroke-miterlimit"):
        element.attrib.pop(attribute, None)


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _LONGEST else f"{folded[: _LONGEST - 1]}…"
