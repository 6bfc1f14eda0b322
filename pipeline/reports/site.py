"""The site: a folder of pages that needs no network, once for the public and once for the office (`internal/`).

    index.html                 all plans
    method.html                what the figures count and do not count
    dictionary.html            what every table and column means
    plans/<plan_id>/           the pages of one plan, each with what belongs to this plan alone
    static/                    style and script, shared

Figures come from `sql/reading/site`, words from `templates`. The same content gives the same pages, but for the run,
its time and what is new since the run before.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from pipeline.contracts.dictionary import dictionary
from pipeline.plans.folder import PlanFolder
from pipeline.plans.workers import done_at_once
from pipeline.reports.places import anchor
from pipeline.reports.plan_site import (
    INTERNAL,
    PUBLIC,
    Before,
    PlanSite,
    Written,
    is_about_suicide,
    plan_of_file,
    write_plan_site,
)
from pipeline.reports.rendering import Page, Renderer, Row, write_page
from pipeline.settings import ReleaseFolder, Settings
from pipeline.warehouse.changes import changes_between
from pipeline.warehouse.connect import read_rows, warehouse_of
from pipeline.warehouse.releases.manifest import Manifest, read_manifest

# The tables that people quote; the others are for those who check the reading.
_TOLD = ("mart", "core")
_STATIC = Path(__file__).parent / "static"


def write_site(settings: Settings, release: ReleaseFolder, workers: int = 1) -> Path:
    """Write both sites from the database of a release, several plans at once; return the public front page."""
    with warehouse_of(release) as connection:
        (run,) = read_rows(connection, "run")
        plans = read_rows(connection, "site/plans")
        front = _front(settings, release, connection, plans, run)
    before = dict(_before(settings.release(run["previous_run_id"]))) if run["previous_run_id"] else {}
    tasks = [PlanSite(plan, _fingerprint(settings, plan), release, before.get(plan["plan_id"])) for plan in plans]
    written = {task.plan["plan_id"]: told for task, told in done_at_once(write_plan_site, tasks, workers)}
    release.pages.write_text(json.dumps({name: asdict(written[name]) for name in sorted(written)}), "utf-8")
    renderer = Renderer()
    for one in written.values():
        renderer.phrases.update(one.english)
    for part in (PUBLIC, INTERNAL):
        for path, text in _shared_pages(renderer, front, {"run": run, "is_internal": part == INTERNAL}):
            write_page(release.reports / part, path, text)
    for part in (PUBLIC, INTERNAL):
        _finish(renderer, release.reports / part)
    return release.reports / "index.html"


def _fingerprint(settings: Settings, plan: Row) -> str | None:
    tables = PlanFolder(settings.stage, plan["plan_id"]).chosen()
    return tables.fingerprint if tables else None


def _before(release: ReleaseFolder) -> Iterator[tuple[str, Before]]:
    """Yield what the release before tells of the pages of each plan; nothing if it cannot be relied on."""
    manifest = read_manifest(release)
    try:
        told = {plan_id: Written(**one) for plan_id, one in json.loads(release.pages.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return
    files = _files_by_plan(manifest) if manifest else {}
    for plan_id, written in told.items():
        yield plan_id, Before(release, written, files.get(plan_id, {}))


def _files_by_plan(manifest: Manifest) -> dict[str, dict[str, str]]:
    files: dict[str, dict[str, str]] = {}
    for name, told in manifest.files.items():
        if plan_id := plan_of_file(name):
            files.setdefault(plan_id, {})[name] = told
    return files


def _front(
    settings: Settings,
    release: ReleaseFolder,
    connection: duckdb.DuckDBPyConnection,
    plans: Sequence[Row],
    run: Row,
) -> dict[str, Any]:
    previous = run["previous_run_id"]
    return {
        "plans": plans,
        "rejected": read_rows(connection, "rejected_documents"),
        "families": read_rows(connection, "changed_findings"),
        "cells": read_rows(connection, "cells"),
        "changes": changes_between(release, settings.release(previous)) if previous else None,
    }


def _shared_pages(renderer: Renderer, front: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and text of the pages that belong to no plan."""
    plans = front["plans"]
    shown = {
        **shared,
        "plan": None,
        "plan_ids": " ".join(plan["plan_id"] for plan in plans),
        "is_about_suicide": any(map(is_about_suicide, plans)),
        "anchor": anchor,
    }
    tables = [table for table in dictionary() if table.schema in _TOLD]
    pages = (
        Page("index.html", "front", front),
        Page("method.html", "method"),
        Page("dictionary.html", "dictionary", {"tables": tables}),
    )
    for page in pages:
        text = renderer.text(page, shown)
        yield page.path, renderer.internal(text) if shared["is_internal"] else text


def _finish(renderer: Renderer, folder: Path) -> None:
    """Write what the pages load: style, script, and the English of their phrases."""
    static = folder / "static"
    shutil.copytree(_STATIC, static, dirs_exist_ok=True)
    (static / "english.js").write_text(renderer.english(), "utf-8")
