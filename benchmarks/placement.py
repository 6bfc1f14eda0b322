"""How well placement does: `make bench-placement`.

On the hand-labelled cells; on generated damage (`damage.py`), for fixed seeds and for a fresh one each time, so that
nobody tunes to the fixed ones; whether its posteriors mean what they say; and how fast it is. `--labels` prints the
first table alone, `--quick` less of everything, `--write` fills in `docs/placement-accuracy.md`.
"""

import argparse
import secrets
from collections.abc import Iterator
from itertools import chain

from tabulate import tabulate

from benchmarks import report
from benchmarks.labels import ROOT
from benchmarks.speed import memory_rows, speed_rows
from benchmarks.tables import TABLES

ACCURACY = ROOT / "docs" / "placement-accuracy.md"
FIXED_SEEDS, QUICK_SEEDS = range(1, 7), range(1, 2)
_HEAD = "<!-- Written by `python -m benchmarks.placement --write`. -->\n# Accuracy of placement\n"
_NOTE = """Shares are of the printed cells that a reader could decide; `undecidable` are the others (a whole year lost,
one of three dashes). Of two copies of one text in a row either may be the surplus one. `by position` is what an
ordinary loader gets right. Invented cities: `benchmarks/cities.py`; kinds of damage: `benchmarks/damage.py`."""

Chapter = tuple[str, report.Rows]


def label_chapter(is_quick: bool) -> Chapter:
    """Return the table of the hand labels."""
    return "Hand-labelled cells of the Kiyose document", report.label_rows(with_held_out=not is_quick)


def fixed_chapters(is_quick: bool) -> Iterator[Chapter]:
    """Yield what fixed seeds give: the same tables each time."""
    seeds = QUICK_SEEDS if is_quick else FIXED_SEEDS
    kind_seeds = seeds[:1] if is_quick else seeds[:2]
    cells = report.mixed(seeds)
    yield "All cells of the Kiyose document, before adjudication", report.document_rows()
    yield "Undamaged tables", report.clean_rows(seeds)
    yield f"Generated damage of all kinds, {_named(seeds)}", report.damage_rows(cells)
    yield "The same, by true field", report.field_rows(cells)
    yield (
        f"Each kind of damage alone, tables pooled, {_named(kind_seeds)}",
        report.kind_rows(kind_seeds, TABLES[: 3 if is_quick else None]),
    )
    yield f"Rows whose cells were shuffled, tables pooled, {_named(seeds)}", report.scrambled_rows(seeds)
    yield "Reliability on the hand labels", report.reliability_rows(report.judged_labels())
    yield "Reliability on generated damage of all kinds", report.reliability_rows(cells)


def fresh_chapters(is_quick: bool, seed: int) -> Iterator[Chapter]:
    """Yield what differs from run to run: another seed, another machine."""
    seeds = range(seed, seed + (1 if is_quick else 3))
    yield f"Generated damage of all kinds, fresh {_named(seeds)}", report.damage_rows(report.mixed(seeds))
    yield "Speed of placement alone, one core", speed_rows(rows := 100 if is_quick else 3000)
    yield f"Memory of placement, documents of {rows:,} rows", memory_rows(rows)


def main() -> None:
    """Print the tables, or write those that stay the same."""
    options = _options()
    if options.labels:
        print(_table(label_chapter(is_quick=False)[1]))
    elif options.write:
        chapters = [label_chapter(is_quick=False), *fixed_chapters(is_quick=False)]
        ACCURACY.write_text("\n".join([_HEAD, _NOTE + "\n", *map(_markdown, chapters)]), "utf-8")
    else:
        _print_all(options.quick, options.seed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", action="store_true", help="the hand-labelled cells alone")
    parser.add_argument("--quick", action="store_true", help="fewer seeds, nothing held out")
    parser.add_argument("--write", action="store_true", help=f"write {ACCURACY.relative_to(ROOT)}")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6) + 1000, help="in place of a fresh one")
    return parser.parse_args()


def _print_all(is_quick: bool, seed: int) -> None:
    print(_NOTE + "\n")
    print(_markdown(label_chapter(is_quick)), flush=True)
    for chapter in chain(fixed_chapters(is_quick), fresh_chapters(is_quick, seed)):
        print(_markdown(chapter), flush=True)


def _named(seeds: range) -> str:
    return f"seeds {seeds[0]}–{seeds[-1]}" if len(seeds) > 1 else f"seed {seeds[0]}"


def _markdown(chapter: Chapter) -> str:
    title, rows = chapter
    return f"## {title}\n\n{_table(rows)}\n"


def _table(rows: report.Rows) -> str:
    return tabulate(rows, headers="keys", tablefmt="github", disable_numparse=True)


if __name__ == "__main__":
    main()
