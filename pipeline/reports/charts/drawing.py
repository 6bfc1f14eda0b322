"""A specification of Vega-Lite into SVG that may stand in a page.

What draws is a library outside Python, which a strange character can bring down with the whole run. So it never sees a
text of a plan: numbers are drawn, and links and what they say are put into what comes out.
"""

import json
from collections.abc import Mapping
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
# Per mark, the place in the page it leads to and what it says.
Marks = Mapping[str, tuple[str, str]]


def drawn(name: str, spec: Mapping[str, Any], label: str, marks: Marks) -> Markup:
    """Return the chart; one without marks that lead somewhere is a picture with a label."""
    root = ElementTree.fromstring(_svg(json.dumps(spec)))
    for element in root.iter():
        _told(element, marks)
    for element in root.iter():
        _lightened(element)
    for measure in ("width", "height"):
        root.attrib.pop(measure, None)
    root.set("class", f"chart {name}")
    if not marks:
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


def _told(element: ElementTree.Element, marks: Marks) -> None:
    """Put the texts in; what is neither a shape nor a link of ours is an error of ours."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    href = element.attrib.pop(f"{_XLINK}href", None) or element.attrib.pop("href", None)
    if tag not in _SHAPES or (href and not href.startswith((BASE, "#"))):
        raise ValueError(f"a chart may not hold <{tag}> with {href!r}")
    for attribute in [
        name for name in element.attrib if name.startswith("aria-") or name in ("role", "style", "target")
    ]:
        del element.attrib[attribute]
    if tag == "a" and href:
        place, says = marks[href.removeprefix(BASE)]
        element.set("href", f"#{visible(place)}")
        element.set("aria-label", visible(says))


def _lightened(element: ElementTree.Element) -> None:
    """Take away what draws nothing."""
    for child in [child for child in element if child.get("class") in ("background", "foreground")]:
        if not child.get("stroke") and child.get("fill") in (None, "none"):
            element.remove(child)
    for attribute in ("class", "pointer-events", "stroke-miterlimit"):
        element.attrib.pop(attribute, None)
