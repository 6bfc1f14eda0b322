"""A plan with everything its tables are made from: its editions in the register, and its rows of judgement."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from pipeline.documents.reading import file_hash
from pipeline.quality.acceptance import Acceptance
from pipeline.seeds.judgement import Judgement, read_judgement
from pipeline.seeds.register import RegisterEntry, read_register
from pipeline.settings import LIMITS, PROJECT_ROOT, SQL_ROOT

# What is computed depends on them; the rest of the lock file only runs it.
_LIBRARIES = ("pandas", "pyarrow", "duckdb", "rapidfuzz", "numpy")
_PACKAGE = PROJECT_ROOT / "pipeline"


@dataclass(frozen=True)
class Plan:
    """The editions of a plan, oldest first, and the judgement that can concern them."""

    plan_id: str
    entries: tuple[RegisterEntry, ...]
    judgement: Judgement
    seeds: Path

    @property
    def name(self) -> str:
        """Return the plan's name, as the newest edition has it."""
        return f"{self.entries[-1].municipality_name} {self.entries[-1].plan_name}"

    @property
    def newest_document_id(self) -> str:
        """Return the document of the newest edition."""
        return self.entries[-1].document_id

    @cached_property
    def fingerprint(self) -> str:
        """Return a hash over all that the plan's tables depend on: bytes, judgement, limits, and the program."""
        documents = [(repr(replace(entry, register_line=0)), file_hash(entry, self.seeds)) for entry in self.entries]
        return _hash_of([documents, repr(_without_acceptances(self.judgement)), repr(LIMITS), code_version()])


def read_plans(seeds: Path) -> list[Plan]:
    """Return every registered plan, in the order of their ids. Raises InputError for an unusable seeds file."""
    judgement = read_judgement(seeds)
    entries: dict[str, list[RegisterEntry]] = {}
    for entry in read_register(seeds):
        entries.setdefault(entry.plan_id, []).append(entry)
    # Decisions about documents that nobody registered must be told somewhere: with the first plan.
    judgement = judgement.with_strays_in(entries, min(entries))
    return [
        Plan(plan_id, tuple(own), judgement.of_plan(plan_id, own[0].municipality_code), seeds)
        for plan_id, own in sorted(entries.items())
    ]


def release_fingerprint(plans: Mapping[str, str | None], acceptances: Sequence[Acceptance], today: date) -> str:
    """Return a hash over all that a release depends on: its plans' fingerprints, and the acceptances by the day."""
    judged = [(repr(acceptance), acceptance.is_expired(today)) for acceptance in acceptances]
    return _hash_of([sorted(plans.items()), judged, code_version()])


@cache
def code_version() -> str:
    """Return a hash over the program: its modules and data files, `sql/`, and the libraries that compute."""
    digest = hashlib.sha256()
    for path in _program_files():
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(json.dumps({name: version(name) for name in _LIBRARIES}).encode())
    return digest.hexdigest()


def _program_files() -> Iterator[Path]:
    for root, patterns in ((_PACKAGE, ("*.py", "*.csv", "*.html", "*.css", "*.js")), (SQL_ROOT, ("*.sql", "*.csv"))):
        for pattern in patterns:
            yield from sorted(root.rglob(pattern))


def _without_acceptances(judgement: Judgement) -> Judgement:
    """Return what a plan's tables depend on: acceptances come in when the warehouse is built."""
    return replace(judgement, acceptances=())


def _hash_of(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
