"""What the names of a document look like: its units, known again wherever they are printed, and its numbered items."""

import numpy as np
from numpy.typing import NDArray

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.forms import EVIDENCE
from pipeline.placement.evidence.scoring import FIELDS, NARRATIVES, UNITS
from pipeline.placement.evidence.texts import Texts

# A text that stands in so many rows as a unit, and in so large a share of all it stands in, is the name of one.
_FEWEST_ROWS, _MOSTLY = 1.5, 0.7
# Then it is no narrative: one that stands where a narrative is due is a stray.
_NO_NARRATIVE = -12.0
# So many items and measures tell whether items carry a number and measures do not.
_FEWEST_NAMES = 4.0
_ITEM, _MEASURE = FIELDS.index("item"), FIELDS.index("measure")


def name_scores(texts: Texts, taught: Array) -> Array:
    """Return what the names of the document add to the score of each text in each field: (texts, FIELDS).

    `taught` (texts, FIELDS) is the sum of what the first pass makes of the cells of each text.
    """
    added = _numbering(texts, taught)
    is_unit = _is_unit(taught)
    for field in NARRATIVES:
        added[is_unit, FIELDS.index(field)] = _NO_NARRATIVE
    return added


def _is_unit(taught: Array) -> NDArray[np.bool_]:
    as_unit = taught[:, [FIELDS.index(field) for field in UNITS]].sum(axis=1)
    is_unit: NDArray[np.bool_] = (as_unit >= _FEWEST_ROWS) & (as_unit >= _MOSTLY * taught.sum(axis=1))
    return is_unit


def _numbering(texts: Texts, taught: Array) -> Array:
    """Return what it costs an item to have no number, and a measure to have one, where the others differ in that.

    No text is a witness in its own case.
    """
    added = np.zeros((len(texts.distinct), len(FIELDS)))
    is_numbered = texts.evidence[:, EVIDENCE.index("item_number")] > 0
    printed = taught * ~texts.is_blank[:, None]
    total = printed.sum(axis=0)
    if min(total[_ITEM], total[_MEASURE]) >= _FEWEST_NAMES:
        others = total - printed
        rate = (printed[is_numbered].sum(axis=0) - printed * is_numbered[:, None] + 0.5) / (others + 1.0)
        item, measure = rate[:, _ITEM], rate[:, _MEASURE]
        added[:, _MEASURE] = np.where(is_numbered, np.minimum(0.0, np.log(measure / item)), 0.0)
        added[:, _ITEM] = np.where(is_numbered, 0.0, np.minimum(0.0, np.log((1 - item) / (1 - measure))))
        added[texts.is_blank] = 0.0
    return added
