"""How well placement does on the hand-labelled cells: `make bench-placement`.

`fitted` uses the committed weights, which were fitted on these very labels; `held out` fits them anew without the
block it is measured on. `by position` is what an ordinary loader does with the first heading.
"""

from collections.abc import Iterator

import pandas as pd
from tabulate import tabulate

from benchmarks.fit_weights import fitted_table
from benchmarks.labels import kiyose, labelled_cells
from pipeline.placement.placing import place

_KEY = ["line_no", "cell_no"]


def placements(weights: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the placed cells of the document."""
    cells, _ = place(kiyose().lines, kiyose().headings, weights)
    frame = pd.DataFrame([vars(cell) for cell in cells])
    return frame.assign(fiscal_year=frame["fiscal_year"].astype("Int64"))


def held_out(labels: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the placements of each block under weights fitted without it."""
    for _, block in labels.groupby("block_no"):
        placed = placements(fitted_table(labels.drop(block.index)))
        yield placed.merge(block[_KEY], on=_KEY)


def by_position() -> pd.DataFrame:
    """Return every cell in the column of the first heading at its position."""
    heading = {column.cell_no: column for column in next(iter(kiyose().headings.values()))}
    rows = [
        {
            "line_no": line.line_no,
            "cell_no": cell_no,
            "field": heading[cell_no].field if cell_no in heading else "surplus",
            "fiscal_year": heading[cell_no].fiscal_year if cell_no in heading else None,
            "is_uncertain": False,
        }
        for line in kiyose().lines
        if line.kind in ("measure", "policy")
        for cell_no, text in enumerate(line.cells, 1)
        if text.strip()
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(fiscal_year=frame["fiscal_year"].astype("Int64"))


def score(labels: pd.DataFrame, placed: pd.DataFrame) -> dict[str, str]:
    """Return the shares that matter, in percent of the labelled cells (rows wholly right: of the rows)."""
    both = labels.merge(placed, on=_KEY, suffixes=("_true", ""))
    is_right = (both["field_true"] == both["field"]) & (
        both["fiscal_year_true"].fillna(0) == both["fiscal_year"].fillna(0)
    )
    shares = {
        "cells right": is_right.mean(),
        "rows wholly right": is_right.groupby(both["line_no"]).all().mean(),
        "doubtful": both["is_uncertain"].mean(),
        "wrong but certain": (~is_right & ~both["is_uncertain"]).mean(),
        "cells": len(both),
    }
    return {name: f"{value:.1%}" if name != "cells" else str(value) for name, value in shares.items()}


def main() -> None:
    """Print the table."""
    labels = labelled_cells()
    results = {
        "by position": by_position(),
        "held out": pd.concat(held_out(labels)),
        "fitted": placements(),
    }
    rows = [{"placement": name, **score(labels, placed)} for name, placed in results.items()]
    print(tabulate(rows, headers="keys", tablefmt="github"))


if __name__ == "__main__":
    main()
