"""The pages of one plan, for the public and for the office; what shows the same as in the release before is linked.

Nearly all of the time of a publication goes into these pages, and nearly all plans are as they were: so the pages of a
plan have a key over what they are made from. Its tables depend on their inputs alone; findings are new, persist or are
resolved, and texts are withheld because of what other plans of the municipality say. Only when pages were made is left
out: they tell when they were last made anew.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.plans.plan import code_version
from pipeline.reports.pages.achievement import achievement
from pipeline.reports.pages.completeness import completeness, missing
from pipeline.reports.pages.findings import findings
from pipeline.reports.pages.measures import measures
from pipeline.reports.pages.overview import changes, overview
from pipeline.reports.pages.search import INDEX, search_index
from pipeline.reports.pages.source import sources
from pipeline.reports.places import Places, anchor
from pipeline.reports.plan_rows import PlanRows, read_plan, withheld
from pipeline.reports.rendering import Page, Renderer, Row, write_page
from pipeline.reports.withholding import read_withholding
from pipeline.settings import ReleaseFolder
from pipeline.warehouse.connect import read_rows, warehouse_of
from pipeline.warehouse.releases.files import link_tree
from pipeline.warehouse.releases.manifest import is_as_told

# A plan about suicide is recognised by its name; its pages say where help is found.
_CARE = ("自殺", "いのち", "自死")
# What changes though the plan's own inputs have not.
_OF_THE_RUN = ("findings", "resolved")
# Where the pages of a site stand within a release: the public ones, and the whole ones.
PUBLIC, INTERNAL = "", "internal/"


@dataclass(frozen=True)
class Written:
    """What is told of the pages of a plan for the next release: the key over what they show, and their phrases."""

    key: str
    english: dict[str, str]


@dataclass(frozen=True)
class Before:
    """The pages of a plan in the release before: that release, what it tells of them, and the hashes of its files."""

    release: ReleaseFolder
    written: Written
    files: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class PlanSite:
    """A plan whose pages are to stand in a release: a row of `sql/reading/site/plans.sql`, from which inputs its tables
    were made, and its pages before.
    """

    plan: Row
    fingerprint: str | None
    release: ReleaseFolder
    before: Before | None


def is_about_suicide(plan: Row) -> bool:
    """Say whether the pages of a plan tell where help is found."""
    return any(word in plan["plan_name"] for word in _CARE)


def plan_of_file(name: str) -> str | None:
    """Return the plan whose pages a file of a release belongs to, by its path in the release; None: no plan's."""
    first, _, rest = name.partition("/")
    parts = rest.removeprefix(INTERNAL).split("/")
    return parts[1] if first == "reports" and parts[0] == "plans" and len(parts) > 2 else None


def write_plan_site(task: PlanSite) -> Written:
    """Write the pages of a plan into a release, or link those of the release before."""
    plan_id = task.plan["plan_id"]
    with warehouse_of(task.release) as connection:
        (run,) = read_rows(connection, "run")
        withholding = read_withholding(connection, task.plan["municipality_code"])
        of_the_run = [read_rows(connection, f"site/{name}", {"plan_id": plan_id}) for name in _OF_THE_RUN]
        is_first = run["previous_run_id"] is None
        key = _key(code_version(), task.fingerprint, task.plan, of_the_run, withholding.told(), is_first)
        if task.before and task.before.written.key == key and _linked(task.before, task.release, plan_id):
            return task.before.written
        whole = read_plan(connection, plan_id)
    renderer = Renderer()
    _write(renderer, task, withheld(whole, withholding), whole, run)
    return Written(key, renderer.phrases)


def _key(*made_from: object) -> str:
    told = json.dumps(made_from, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _linked(before: Before, release: ReleaseFolder, plan_id: str) -> bool:
    """Link the pages of the release before, if they are still as that one wrote them."""
    folders = [f"reports/{part}plans/{plan_id}" for part in (PUBLIC, INTERNAL)]
    if not is_as_told(before.release, folders, before.files):
        return False
    for name in folders:
        link_tree(before.release.path / name, release.path / name)
    return True


def _write(renderer: Renderer, task: PlanSite, public: PlanRows, whole: PlanRows, run: Row) -> None:
    """Write each page for the public and for the office: mostly they show the same, and are rendered once."""
    folder, places = f"plans/{task.plan['plan_id']}", Places(task.plan["plan_id"])
    sites = task.release.reports / PUBLIC, task.release.reports / INTERNAL
    shared = _shared(task.plan, whole, places, run)
    for page, inner in zip(_pages(public, places), _pages(whole, places), strict=True):
        text = renderer.text(_placed(page, folder), shared)
        is_same = page.context == inner.context
        texts = text, renderer.internal(text if is_same else renderer.text(_placed(inner, folder), shared))
        for site, shown in zip(sites, texts, strict=True):
            write_page(site, f"{folder}/{page.path}", shown)
    for site, rows in zip(sites, (public, whole), strict=True):
        write_page(site, f"{folder}/{INDEX}", search_index(rows, places))


def _shared(plan: Row, rows: PlanRows, places: Places, run: Row) -> dict[str, Any]:
    return {
        "run": run,
        "anchor": anchor,
        "places": places,
        "plan": plan,
        "editions": {row["document_id"]: row["edition_fiscal_year"] for row in rows["documents"]},
        "is_about_suicide": is_about_suicide(plan),
    }


def _placed(page: Page, folder: str) -> Page:
    """Return a page of a plan as one of the site."""
    return Page(f"{folder}/{page.path}", page.template, {**page.context, "up": "../" * page.path.count("/")})


def _pages(rows: PlanRows, places: Places) -> Iterator[Page]:
    for made in (overview, changes, achievement, measures, completeness, missing, findings, sources):
        yield from made(rows, places)
