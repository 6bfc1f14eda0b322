"""How this document writes: the weights of words and evidence, learnt from what the first pass placed.

One city's plans end in 検討する, another's in …を実施; its descriptions are clauses, or nouns in a row. The fields of a
document's own cells, as probable as the first pass takes them for, teach a logistic regression what tells them apart
here. It starts from the general scores and is drawn to them, so that a small document changes little.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.placement.alignment.pair_hmm import Array
from pipeline.placement.evidence.forms import EVIDENCE
from pipeline.placement.evidence.scoring import FIELDS
from pipeline.placement.evidence.texts import BINS, Texts

# How strongly the weights are drawn to those of all documents: they count like so many texts of it.
_PENALTY = 6.0
# The most that a document's habits can add for a text, in nats.
_MOST = 4.0
_STEPS = 5
# A regression of more texts than this learns nothing new; fewer teach nothing.
_MOST_TEXTS, _FEWEST_TEXTS = 2000, 30
# Dashes, marks and the like stand everywhere.
_SHORTEST = 4


@dataclass(frozen=True)
class Learnt:
    """What a document's own way of writing adds: weights of words (bins, FIELDS) and of evidence (EVIDENCE, FIELDS)."""

    of_words: Array
    of_evidence: Array

    @classmethod
    def nothing(cls) -> "Learnt":
        """Return what a document teaches that is too small."""
        return cls(np.zeros((BINS, len(FIELDS))), np.zeros((len(EVIDENCE), len(FIELDS))))

    def scores(self, texts: Texts) -> Array:
        """Return what is added to the score of each text in each field: (texts, FIELDS)."""
        is_asked = (texts.length >= _SHORTEST) & ~texts.is_dash
        added = (texts.words @ self.of_words)[texts.wording] + texts.evidence @ self.of_evidence
        added *= is_asked[:, None]
        return np.clip(added, -_MOST, _MOST, out=added)


def learn(texts: Texts, taught: Array, general: Array) -> Learnt:
    """Learn from the cells of a document.

    `taught` (texts, FIELDS) is the sum of what the first pass makes of the cells of each text, `general` (texts,
    FIELDS) are the scores that the texts have in any document.
    """
    seen = taught.sum(axis=1)
    teachers = np.flatnonzero((texts.length >= _SHORTEST) & ~texts.is_dash & (seen > 0.5))
    if len(teachers) < _FEWEST_TEXTS:
        return Learnt.nothing()
    teachers = teachers[:: len(teachers) // _MOST_TEXTS + 1]
    looks = np.hstack([texts.words[texts.wording[teachers]], texts.evidence[teachers].astype(np.float32)])
    prior = np.log(taught.sum(axis=0) / taught.sum() + 1e-3)
    share = taught[teachers] / seen[teachers, None]
    weights = _regression(looks, share.astype(np.float32), (general[teachers] + prior).astype(np.float32))
    return Learnt(*np.split(weights - weights.mean(axis=1, keepdims=True), [BINS]))


def _regression(looks: Array, share: Array, start: Array) -> Array:
    """Return the weights (looks, FIELDS) of a logistic regression of `share` (texts, FIELDS) that begins at `start`.

    Newton's method with a bound of the curvature (Böhning 1992), the same for all fields and steps.
    """
    curvature = 0.5 * looks.T @ looks + _PENALTY * np.eye(looks.shape[1], dtype=looks.dtype)
    step = np.linalg.inv(curvature)
    weights = np.zeros((looks.shape[1], len(FIELDS)), dtype=looks.dtype)
    for _ in range(_STEPS):
        logits = start + looks @ weights
        probability = np.exp(logits - logits.max(axis=1, keepdims=True))
        probability /= probability.sum(axis=1, keepdims=True)
        weights += step @ (looks.T @ (share - probability) - _PENALTY * weights)
    return weights
