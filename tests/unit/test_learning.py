"""What a document teaches about its own way of writing."""

import re

import numpy as np

from pipeline.placement.evidence.scoring import FIELDS, field_scores, fitted_weights
from pipeline.placement.evidence.texts import Codes, Texts, coded
from pipeline.placement.lessons.habits import PlacedTexts, summed_by_text
from pipeline.placement.lessons.learning import learn

PLAN, STATUS, DESCRIPTION = (FIELDS.index(name) for name in ("plan", "status", "description"))
THINGS = re.findall(
    r"\w+", "公園 水路 校庭 歩道 花壇 図書 農園 広場 河川 緑地 会館 倉庫 橋梁 街灯 標識 庁舎 温室 林道 港湾 墓地"
)
# This city's plans are nouns in a row, and its descriptions clauses; its statuses say so in words of their own.
PLANS = [f"{thing}美化活動計画の推進" for thing in THINGS]
STATUSES = [f"{thing}にて清掃員が作業に従事" for thing in THINGS]


def learnt_scores(texts: Texts, code: Codes, posterior: np.ndarray, general: np.ndarray) -> np.ndarray:
    return learn(texts, summed_by_text(texts, [PlacedTexts(code, code, posterior)]), general).scores(texts)


def taught(texts: list[list[str]], fields: list[int]) -> tuple[Texts, Codes, np.ndarray, np.ndarray]:
    """Return the distinct texts, the code and posterior of each cell, and the general scores."""
    found, codes = coded(texts)
    posterior = np.zeros((sum(map(len, texts)), len(FIELDS)))
    posterior[np.arange(len(posterior)), np.repeat(fields, [len(part) for part in texts])] = 1.0
    return found, np.concatenate(codes), posterior, field_scores(found.evidence, fitted_weights())


def test_a_text_written_like_this_citys_plans_gains_as_a_plan() -> None:
    texts, code, posterior, general = taught([PLANS, STATUSES, ["霊園美化活動計画の推進"]], [PLAN, STATUS, STATUS])
    posterior[-1] = 0.0  # the last is not placed
    added = learnt_scores(texts, code, posterior, general)
    assert added.shape == (len(texts.distinct), len(FIELDS))
    assert added[code[-1], PLAN] - added[code[-1], STATUS] > 0.5


def test_the_other_way_of_writing_teaches_the_other_field() -> None:
    texts, code, posterior, general = taught([PLANS, STATUSES], [STATUS, PLAN])
    added = learnt_scores(texts, code, posterior, general)
    assert (added[code[:20], STATUS] > added[code[:20], PLAN]).all()
    assert (added[code[20:], PLAN] > added[code[20:], STATUS]).all()


def test_a_few_texts_teach_nothing() -> None:
    added = learnt_scores(*taught([PLANS[:5], STATUSES[:5]], [PLAN, STATUS]))
    assert not added.any()


def test_dashes_and_short_phrases_are_not_asked() -> None:
    texts, code, posterior, general = taught([PLANS, STATUSES, ["-", "継続", "", "－－－－"]], [PLAN, STATUS, PLAN])
    added = learnt_scores(texts, code, posterior, general)
    assert not added[code[-4:]].any()
    assert added[code[:40]].any(axis=1).all()


def test_what_a_document_adds_is_bounded() -> None:
    many = [f"{thing}{other}美化活動計画の推進" for thing in THINGS for other in THINGS]
    added = learnt_scores(*taught([many, STATUSES], [DESCRIPTION, STATUS]))
    assert np.abs(added).max() <= 4.0
