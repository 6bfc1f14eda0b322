"""Fit `pipeline/placement/evidence/weights.csv` from hand-labelled cells: `make fit-weights`.

A multinomial logistic regression from evidence to field, with an L2 penalty, by plain gradient descent from zero: the
same labels give the same table. What is stored are log-odds, so that the table can be read and argued with.
"""

import numpy as np
import pandas as pd

from benchmarks.labels import ROOT, kiyose, labelled_cells
from pipeline.placement.evidence.forms import EVIDENCE, features
from pipeline.placement.evidence.scoring import FIELDS, YEAR_EVIDENCE, mentioned_years
from pipeline.placement.evidence.texts import normalised

TABLE = ROOT / "pipeline" / "placement" / "evidence" / "weights.csv"
PENALTY = 3.0
STEPS, RATE = 4000, 0.5


def fitted_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the table of weights for labelled cells: a row per evidence, a column per field."""
    named = cells[cells["field"].isin(FIELDS)]
    blanks = _blank_fields(cells)
    fields = np.array([FIELDS.index(field) for field in [*named["field"], *blanks]])
    weights, bias = _regression(features(normalised([*named["text"], *[""] * len(blanks)])), fields)
    prior = np.log(np.bincount(fields, minlength=len(FIELDS)) / len(fields))
    rows = {**dict(zip(EVIDENCE, weights, strict=True)), "bias": bias, "log_prior": prior}
    rows |= {name: [odds] * len(FIELDS) for name, odds in zip(YEAR_EVIDENCE, _year_log_odds(cells), strict=True)}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(FIELDS)).round(3)
    return table.rename_axis("evidence")


def _blank_fields(cells: pd.DataFrame) -> list[str]:
    """Return the field of every blank cell whose labelled neighbours leave no doubt: item before, 再掲 behind."""
    lines = {line.line_no: line.cells for line in kiyose().lines}
    found = []
    for line_no, row in cells.groupby("line_no"):
        field_at = dict(zip(row["cell_no"], row["field"], strict=True))
        for cell_no, text in enumerate(lines[int(str(line_no))], 1):
            around = (field_at.get(cell_no - 1), field_at.get(cell_no + 1))
            if not text.strip() and around[1] == "measure":
                found.append("item")
            elif not text.strip() and around in (("section", "status"), ("section", "description")):
                found.append("reprise")
    return found


def _regression(evidence: np.ndarray, fields: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (evidence, fields) and biases (fields) of the penalised regression."""
    truth = np.eye(len(FIELDS))[fields]
    weights, bias = np.zeros((evidence.shape[1], len(FIELDS))), np.zeros(len(FIELDS))
    for _ in range(STEPS):
        logits = evidence @ weights + bias
        probability = np.exp(logits - logits.max(axis=1, keepdims=True))
        probability /= probability.sum(axis=1, keepdims=True)
        error = (probability - truth) / len(truth)
        weights -= RATE * (evidence.T @ error + PENALTY / len(truth) * weights)
        bias -= RATE * error.sum(axis=0)
    return weights, bias


def _year_log_odds(cells: pd.DataFrame) -> tuple[float, float]:
    """Return the log-odds of "names its column's year" and "names only others", against any column's year."""
    yearly = cells[cells["fiscal_year"].notna()]
    columns = yearly["fiscal_year"].astype(int)
    named = [mentioned_years(text) for text in yearly["text"]]
    same = sum(year in years for year, years in zip(columns, named, strict=True) if years)
    by_chance = float(np.mean([np.mean([year in years for year in columns]) for years in named if years]))
    share = (same + 1) / (sum(map(bool, named)) + 2)
    return float(np.log(share / by_chance)), float(np.log((1 - share) / (1 - by_chance)))


if __name__ == "__main__":
    fitted_table(labelled_cells()).to_csv(TABLE, lineterminator="\n")
