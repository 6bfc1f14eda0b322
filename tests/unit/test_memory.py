"""What is kept of the texts of a plan, and let go before the next."""

from pipeline.plans.memory import forget_texts
from pipeline.prose.grammar.lexicon import lexicon
from pipeline.prose.grammar.words import words_of
from pipeline.values.text import normalise


def test_texts_are_forgotten_and_lexicons_are_kept() -> None:
    lexicon("events")
    words_of("講座を開いた。")
    normalise("講座")
    forget_texts()
    assert words_of.cache_info().currsize == normalise.cache_info().currsize == 0
    assert lexicon.cache_info().currsize > 0
