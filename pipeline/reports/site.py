"""The site: a folder of pages that needs no network, once for the public and once for the office (`internal/`).

    index.html                 all plans
    method.html                what the figures count and do not count
    dictionary.html            what every table and column means
    plans/<plan_id>/           the pages of one plan, each with what belongs to this plan alone
    static/                    style and script, shared

Figures come from `sql/reading/site`, words from `templates`. The same content gives the same pages, but for the run,
its time and what is new since the run before.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.contracts.dictionary import dictionary
from pipeline.reports.pages.achievement import achievement
from pipeline.reports.pages.completeness import completeness, missing
from pipeline.reports.pages.findings import findings
from pipeline.reports.pages.measures import measures
from pipeline.reports.pages.overview import changes, overview
from pipeline.reports.pages.search import INDEX, search_index
from pipeline.reports.pages.source import sources
from pipeline.reports.places import Places, anchor
from pipeline.reports.plan_rows import PlanRows, read_plan, withheld
from pipeline.reports.rendering import Page, Renderer, Row
from pipeline.reports.withholding import read_withholding
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.changes import changes_between
from pipeline.warehouse.connect import read_rows, warehouse_of

# The tables that people quote; the others are for those who check the reading.
_TOLD = ("mart", "core")
_STATIC = Path(__file__).parent / "static"
# A plan about suicide is recognised by its name; its pages say where help is found.
_CARE = ("自殺", "いのち", "自死")


@dataclass(frozen=True)
class _Site:
    """One site in the making: its folder, for whom it is, and what all its pages share."""

    folder: Path
    shared: dict[str, Any]
    renderer: Renderer

    def write(self, pages: Iterable[Page], **context: Any) -> None:
        """Write pages, with what is given for them beside what all share."""
        for page in pages:
            self.renderer.write(self.folder, page, {**self.shared, **context})

    def finish(self) -> None:
        """Write what the pages load: style, script, and the English of their phrases."""
        static = self.folder / "static"
        shutil.copytree(_STATIC, static, dirs_exist_ok=True)
        (static / "english.js").write_text(self.renderer.english(), "utf-8")


def write_site(settings: Settings, release: ReleaseFolder) -> Path:
    """Write both sites from the database of a release; return the public front page."""
    with warehouse_of(release) as connection:
        sites = public, internal = _sites(release, connection)
        front = _front(settings, release, connection)
        shared_pages = [
            Page("index.html", "front", front),
            Page("method.html", "method"),
            Page(
                "dictionary.html", "dictionary", {"tables": [table for table in dictionary() if table.schema in _TOLD]}
            ),
        ]
        for site in sites:
            site.write(shared_pages, plan=None)
        withholding = read_withholding(connection)
        for plan in front["plans"]:
            rows = read_plan(connection, plan["plan_id"])
            _write_plan(public, plan, withheld(rows, withholding))
            _write_plan(internal, plan, rows)
    for site in sites:
        site.finish()
    return public.folder / "index.html"


def _sites(release: ReleaseFolder, connection: duckdb.DuckDBPyConnection) -> tuple[_Site, _Site]:
    (run,) = read_rows(connection, "run")
    plans = read_rows(connection, "site/plans")
    shared = {
        "run": run,
        "plan_ids": " ".join(plan["plan_id"] for plan in plans),
        "is_about_suicide": any(word in plan["plan_name"] for plan in plans for word in _CARE),
        "anchor": anchor,
    }
    renderer = Renderer()
    public = _Site(release.reports, {**shared, "is_internal": False}, renderer)
    return public, _Site(release.reports / "internal", {**shared, "is_internal": True}, renderer)


def _front(settings: Settings, release: ReleaseFolder, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    (run,) = read_rows(connection, "run")
    previous = run["previous_run_id"]
    return {
        "plans": read_rows(connection, "site/plans"),
        "rejected": read_rows(connection, "rejected_documents"),
        "families": read_rows(connection, "changed_findings"),
        "cells": read_rows(connection, "cells"),
        "changes": changes_between(release, settings.release(previous)) if previous else None,
    }


def _write_plan(site: _Site, plan: Row, rows: PlanRows) -> None:
    folder = f"plans/{plan['plan_id']}"
    editions = {row["document_id"]: row["edition_fiscal_year"] for row in rows["documents"]}
    places = Places(plan["plan_id"])
    shared = {
        "places": places,
        "plan": plan,
        "editions": editions,
        "is_about_suicide": any(word in plan["plan_name"] for word in _CARE),
    }
    for page in _pages(rows, places):
        whole = Page(f"{folder}/{page.path}", page.template, {**page.context, "up": "../" * page.path.count("/")})
        site.write([whole], **shared)
    (site.folder / folder / INDEX).write_text(search_index(rows, places), "utf-8")


def _pages(rows: PlanRows, places: Places) -> Iterator[Page]:
    for made in (overview, changes, achievement, measures, completeness, missing, findings, sources):
        yield from made(rows, places)
