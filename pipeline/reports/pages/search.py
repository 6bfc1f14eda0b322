"""What the search of the site looks through: the names, sections and texts of a plan's measures, as a script file.

A script and not JSON, since a page opened from disk may load scripts that lie beside it, and nothing else.
"""

import json
from collections.abc import Iterator

from pipeline.reports.places import Places
from pipeline.reports.plan_rows import PlanRows
from pipeline.reports.rendering import grouped
from pipeline.reports.words import policy_words
from pipeline.values.text import visible

INDEX = "search.js"


def search_index(rows: PlanRows, places: Places) -> str:
    """Return the script that hands the index of a plan to `static/site.js`."""
    entries = list(_entries(rows, places))
    # Line separators of Unicode end a line of a script.
    told = json.dumps([places.plan_id, entries], ensure_ascii=False, separators=(",", ":"))
    return f"shinchokuIndex(...{told.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')});\n"


def _entries(rows: PlanRows, places: Places) -> Iterator[list[str]]:
    values = grouped(rows["values"], "measure_id")
    for measure in rows["measures"]:
        measure_id = measure["measure_id"]
        policy = policy_words(measure["policy_kind"], measure["policy_number"], measure["policy_name"]).ja
        texts = [measure["description"], *(row["text"] for row in values.get(measure_id, []))]
        told = "\n".join(dict.fromkeys(text for text in texts if text))
        sections = "、".join(measure["section_names"])
        yield [places.measure(measure_id), *map(visible, (measure["name"] or "", policy, sections, told))]
