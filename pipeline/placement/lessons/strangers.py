"""Texts of another measure's row, printed over or between the cells of this one. How likely, from what they speak of.

A text belongs where it shares its words with the rest of the row. Words of the whole document count little, rare ones
much: each weighs as many nats as it is rare, so that the difference between two rows is a log-likelihood ratio.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.texts import Codes, Texts
from pipeline.placement.lessons.speech import Speech, spread

# How many nats a text's words must fit the other row better than this one, and the log-odds that it is a stranger then:
# counted on the labelled rows and on generated ones, among texts that stand word for word in rows of two measures.
GAINS = (0.0, 3.0, 6.0, 10.0, 15.0)
LOG_ODDS = (-4.5, -1.2, 0.3, 1.3, 2.0)
# What it adds to these odds that the other row says the same in more years than this one: in none, in one, in more.
MORE_YEARS = (0.0, 1.5, 3.0)
# A text whose words stand in its row to this share belongs there, whatever other row it fits.
_AT_HOME = 0.3
# Shorter texts are standing phrases; a sentence of more rows is everybody's.
_SHORTEST, _MOST_ROWS = 14, 3
# A stranger comes in one year or two; what is said in more is the row's own.
_MOST_YEARS = 2
# A misread character leaves nine of ten words of a copy as they are; a sentence that goes on differently is no copy.
_COPY = 0.9
# Rows of another name that share more of their sentences than this are relatives, as a measure is that was renamed.
_RELATED = 0.4
# Then a text that the other says in many more years is in doubt, but stays: rows of two measures run together, too,
# share much of their text.
_IN_DOUBT = -1.5
# A short neighbour that equals that of the original may do so by chance.
_SHORT_COMPANY = 0.0


@dataclass(frozen=True)
class Cells:
    """The cells of a document row after row, as a first pass reads them: their texts (`code`), rows, the measures of
    their rows (equal numbers: the same name) and whether they belong to a year. All of shape (cells)."""

    code: Codes
    row: Codes
    measure: Codes
    is_yearly: NDArray[np.bool_]


def stranger_log_odds(texts: Texts, cells: Cells) -> Array:
    """Return the log-odds per cell that it is a text of another measure; −∞ where nothing speaks for it.

    Asked about are sentences of a year that stand in rows of two measures. A cell beside a stranger that stands beside
    its original has come with it.
    """
    found = np.full(len(cells.code), -np.inf)
    here, there = _copies(texts, cells)
    if not len(here):
        return found
    log_odds = _Rows(texts, cells, here, there).log_odds(here, there)
    suspect = np.flatnonzero(log_odds > LOG_ODDS[0])
    for i, k, odds in zip(here[suspect].tolist(), there[suspect].tolist(), log_odds[suspect].tolist(), strict=True):
        for cell, most in ((i, odds), *_company_of(texts, cells, i, k)):
            found[cell] = max(found[cell], min(odds, most))
    return found


def _copies(texts: Texts, cells: Cells) -> tuple[Codes, Codes]:
    """Return each two cells of different measures that hold the same sentence of a year, in both orders.

    What the first of them says must not be said in its row by others that have no copy in the second one's, nor in many
    years: then it is the row's own.
    """
    asked = np.flatnonzero(cells.is_yearly & ((texts.length >= _SHORTEST) & (texts.beginning >= 0))[cells.code])
    for stem in (texts.wording, texts.sentence):
        asked = asked[_rows_with(stem[cells.code[asked]], cells.row[asked]) <= _MOST_ROWS]
    sentence = texts.sentence[cells.code[asked]]
    asked = asked[np.argsort(sentence, kind="stable")]
    start, size = np.unique(np.sort(sentence), return_index=True, return_counts=True)[1:]
    group = np.repeat(np.arange(len(start)), size)
    other, one = spread(start[group], size[group])
    here, there = asked[one], asked[other]
    is_copy = (cells.measure[here] != cells.measure[there]) & (cells.row[here] != cells.row[there])
    is_copy &= _are_alike(texts, cells.code[here], cells.code[there])
    here, there = here[is_copy], there[is_copy]
    is_foreign = _are_all_copies(texts, cells, here, there)
    return here[is_foreign], there[is_foreign]


def _rows_with(wording: Codes, row: Codes) -> Codes:
    """Return for each cell in how many rows its wording stands."""
    rows = int(row.max(initial=0)) + 1
    return np.bincount(np.unique(wording * rows + row) // rows, minlength=int(wording.max(initial=0)) + 1)[wording]


def _are_alike(texts: Texts, code: Codes, other: Codes) -> NDArray[np.bool_]:
    words, others = (texts.words[texts.wording[part]] for part in (code, other))
    return np.asarray(np.einsum("ij,ij->i", words, others) >= _COPY)


def _are_all_copies(texts: Texts, cells: Cells, here: Codes, there: Codes) -> NDArray[np.bool_]:
    """Say of each copy whether the few cells of its row that begin like it are copies, each of a cell of its own."""
    beginning = texts.beginning[cells.code]
    said = pd.factorize(cells.row * (int(beginning.max(initial=0)) + 2) + beginning + 1)[0]
    pairs = pd.DataFrame({"said": said[here], "row": cells.row[there], "here": here, "there": there})
    copied = pairs.groupby(["said", "row"])[["here", "there"]].transform("nunique").min(axis=1).to_numpy()
    begin_like_it = np.bincount(said)[said[here]]
    return np.asarray((copied == begin_like_it) & (begin_like_it <= _MOST_YEARS))


class _Rows:
    """The rows of a document, by what they speak of and which sentences stand in them."""

    def __init__(self, texts: Texts, cells: Cells, here: Codes, there: Codes) -> None:
        """Look at the rows of these cells; asked about are the texts of `here`."""
        self._code = cells.code
        self._row = np.cumsum(np.diff(cells.row, prepend=cells.row[0]) != 0)
        self._sentence, self._beginning, self._ending = texts.sentence + 1, texts.beginning, texts.ending
        asked = self._row[np.concatenate([here, there])]
        self._speech = Speech(texts, self._code, self._row, asked, self._code[here])
        self._kinds, self._kinds_of_beginnings = int(self._sentence.max()) + 1, int(self._beginning.max()) + 2
        long = np.flatnonzero((texts.length >= _SHORTEST)[self._code])
        self._held = np.unique(self._row[long] * self._kinds + self._sentence[self._code[long]])
        begun = self._row * self._kinds_of_beginnings + self._beginning[self._code]
        self._begun = np.sort(begun[cells.is_yearly])

    def log_odds(self, here: Codes, there: Codes) -> Array:
        """Return the log-odds that the text of each cell belongs to the row of its copy rather than to its own."""
        found = np.full(len(here), LOG_ODDS[0])
        more = np.clip(self._years(there, here) - self._years(here, here), 0, len(MORE_YEARS) - 1)
        is_related = self._are_related(self._row[here], self._row[there])
        asked = np.flatnonzero(~is_related | (more == len(MORE_YEARS) - 1))
        at_home = self._shared(here[asked], here[asked], there[asked])
        is_foreign = at_home <= _AT_HOME * self._speech.weight(self._code[here[asked]])
        asked, at_home = asked[is_foreign], at_home[is_foreign]
        elsewhere = self._shared(here[asked], there[asked], here[asked])
        found[asked] = np.interp(elsewhere - at_home, GAINS, LOG_ODDS) + np.array(MORE_YEARS)[more[asked]]
        return np.where(is_related, np.minimum(found, _IN_DOUBT), found)

    def _years(self, inside: Codes, told: Codes) -> Codes:
        """Return in how many years the rows of the cells `inside` say what begins like the cells `told`."""
        wanted = self._row[inside] * self._kinds_of_beginnings + self._beginning[self._code[told]]
        return np.searchsorted(self._begun, wanted, "right") - np.searchsorted(self._begun, wanted)

    def _are_related(self, row: Codes, other: Codes) -> NDArray[np.bool_]:
        """Say of each two rows whether much of what the first says stands word for word in the second."""
        start = np.searchsorted(self._held, row * self._kinds)
        size = np.searchsorted(self._held, (row + 1) * self._kinds) - start
        place, owner = spread(start, size)
        in_both = self._holds(other[owner], self._held[place] % self._kinds)
        return np.bincount(owner, weights=in_both, minlength=len(row)) > _RELATED * size

    def _shared(self, told: Codes, inside: Codes, outside: Codes) -> Array:
        """Return how much of what the cells `told` speak of the rows of the cells `inside` hold, too.

        Cells whose sentence the row of `outside` holds as well do not count, nor do those that begin or end like the
        cell told: they say the same in each year.
        """

        def counts(index: Codes, cell: Codes) -> NDArray[np.bool_]:
            own, code = self._code[told[index]], self._code[cell]
            is_other = (self._beginning[own] != self._beginning[code]) & (self._ending[own] != self._ending[code])
            return is_other & ~self._holds(self._row[outside[index]], self._sentence[code])

        return self._speech.shared(self._code[told], self._row[inside], counts)

    def _holds(self, row: Codes, sentence: Codes) -> NDArray[np.bool_]:
        """Say of each row whether this sentence stands in it."""
        wanted = row * self._kinds + sentence
        place = np.minimum(np.searchsorted(self._held, wanted), len(self._held) - 1)
        return np.asarray(self._held[place] == wanted)


def _company_of(texts: Texts, cells: Cells, here: int, there: int) -> Iterator[tuple[int, float]]:
    """Yield the neighbours of a stranger that equal those of its original, with the most that can be said of each."""
    for step in (-1, 1):
        i, k = here + step, there + step
        while _is_same_pair(texts, cells, (i, k), (here, there)):
            yield i, np.inf if texts.length[cells.code[i]] >= _SHORTEST else _SHORT_COMPANY
            i, k = i + step, k + step


def _is_same_pair(texts: Texts, cells: Cells, pair: tuple[int, int], origin: tuple[int, int]) -> bool:
    if not 0 <= min(pair) <= max(pair) < len(cells.code):
        return False
    is_in_rows = all(cells.row[i] == cells.row[k] for i, k in zip(pair, origin, strict=True))
    code = cells.code[pair[0]]
    is_equal = code == cells.code[pair[1]] and not texts.is_blank[code]
    return bool(is_in_rows and is_equal and cells.is_yearly[pair[0]])
