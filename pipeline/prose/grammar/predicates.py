"""What the grammar around a word makes of it: denied, still to come, a condition, part of a name, of another noun.

「中止した」, 「中止せず」, 「中止する場合は」 and 「中止した講座の代わりに」 hold one word and say four things.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.prose.grammar.clauses import Clause
from pipeline.prose.grammar.lexicon import Hit, hits, senses_of
from pipeline.prose.grammar.lists import role
from pipeline.prose.grammar.words import Word

# So far in front of a word stands what it is about.
NEAR = 8
_FORMAL, _NAMING, _CONDITIONAL, _TOWARDS = (role(name) for name in ("formal", "naming", "conditional", "towards"))
# Suffixes that leave an act an act: 実施中, 実施済み, 啓発等.
_KEEPING = frozenset({"中", "済み", "済", "等"})
_IN_NAMES = frozenset({"held", "demand", "trouble", "circumstance", "draft", "progress", "later_made"})
_OF_PLACES = frozenset({"所", "者", "費", "主", "場"})
_PASSING_KINDS = frozenset({"副詞", "代名詞", "感動詞", "連体詞"})
_TRANSPARENT = frozenset({"light", "reach", "hard"})
_CARRYING = _TRANSPARENT | {"carry", "exist", "held"}


@dataclass(frozen=True)
class Predicate:
    """Words of a clause that the lexicon knows, and what the words around them make of them."""

    hit: Hit
    clause: Clause

    @property
    def word(self) -> Word:
        """Return the last of the words."""
        return self.clause.words[self.hit.last]

    @property
    def before(self) -> tuple[Word, ...]:
        """Return the words in front, as far as they can be what it is about."""
        return self.clause.words[max(0, self.hit.first - NEAR) : self.hit.first]

    @property
    def behind(self) -> tuple[Word, ...]:
        """Return the words behind."""
        return self.clause.words[self.hit.last + 1 :]

    @cached_property
    def tail(self) -> tuple[Word, ...]:
        """Return what follows as far as it can change what is said: up to the next word with a meaning of its own.

        共有をはかる: whatever is done with it, the verb behind を tells whether it was.
        """
        verb = self._verb_of_object()
        for position, word in enumerate(self.behind):
            if position != verb and _means_something(word):
                return self.behind[: position + 1]
        return self.behind

    @cached_property
    def is_denied(self) -> bool:
        """Say whether it is denied: by a prefix, by an odd number of negations, or because it was too hard."""
        first = self.clause.words[self.hit.first]
        before = self.before[-1] if self.before else None
        if before is not None and before.lemma in role("negating_prefix") and before.end == first.start:
            return before.kind == "接頭辞"
        pairs = pairwise((self.word, *self.tail))
        return sum(_denies(word) and before.lemma != "余儀" for before, word in pairs) % 2 == 1

    @property
    def is_named(self) -> bool:
        """Say whether it is part of a name: 開催回数, 参加者, 実施状況."""
        behind = self.behind[0] if self.behind else None
        if (
            behind is None
            or self.word.kind != "名詞"
            or self.word.detail == "数詞"
            or self.word.lemma == "侭"
            or behind.start != self.word.end
        ):
            return False
        if behind.kind == "接尾辞" or behind.lemma in _NAMING:
            return behind.lemma not in _KEEPING
        is_noun = behind.kind == "名詞" and behind.detail != "数詞" and not behind.is_negation
        is_name = senses_of(behind.lemma) <= _IN_NAMES
        return is_noun and is_name and behind.lemma not in _FORMAL

    @property
    def is_auxiliary(self) -> bool:
        """Say whether it only tells how far an act has come: いない of 至っていない."""
        before = self.before[-1] if self.before else None
        return (
            self.word.lemma == "居る"
            and before is not None
            and before.kind == "助詞"
            and before.surface in ("て", "で")
        )

    @property
    def is_filled(self) -> bool:
        """Say whether it is a thing that something is put into, or taken from: 意見を計画に反映した."""
        marks = self.behind[:2]
        is_marked = len(marks) > 1 and marks[0].kind == "助詞" and marks[0].surface in ("に", "へ", "から")
        is_verb = is_marked and marks[1].is_content and marks[1].lemma not in _FORMAL
        return is_verb and self.word.kind == "名詞"

    @property
    def is_no_fact(self) -> bool:
        """Say whether it is a condition, worked towards, or of another noun: 開催に向けて, 中止する場合は."""
        lemmas = [word.lemma for word in self.tail[:6]]
        if lemmas[:1] == ["に"] and lemmas[1:2] and lemmas[1] in _TOWARDS:
            return True
        # 声かけを含め、未着手である: named along with others.
        if lemmas[:1] == ["を"] and lemmas[1:2] and lemmas[1] in role("aside"):
            return True
        if self._is_in_question():
            return True
        is_condition = any(word.lemma in _CONDITIONAL for word in self.before) and "こと" in lemmas
        return is_condition or bool(_CONDITIONAL & set(lemmas)) or self._is_of_noun_by_no()

    @property
    def is_of_noun(self) -> bool:
        """Say whether its verb belongs to a noun behind it: 中止した講座の代わりに."""
        for before, word in pairwise((self.word, *self.behind)):
            is_verbal = word.kind in ("動詞", "助動詞") or (word.kind == "助詞" and word.surface == "て")
            if not is_verbal:
                is_noun = word.kind in ("名詞", "接頭辞") and word.lemma not in _FORMAL and not is_transparent(word)
                return is_noun and before.form.startswith(("連体形", "終止形"))
        return False

    @property
    def is_subject(self) -> bool:
        """Say whether it is a noun of which another verb speaks: 修繕が長引き, 移行に合わせ."""
        # 下見までを済ませた.
        marks = [word for word in self.behind if word.surface != "まで"]
        particle = marks[0] if marks else None
        if self.word.kind != "名詞" or particle is None or particle.kind != "助詞" or particle.surface in ("を", "や"):
            return False
        content = next((word for word in self.behind if word.is_content), None)
        if particle.surface == "は":
            # 予定していた活動は、…, 改修工事は入札不調のため: of what is told behind.
            content = next((word for word in self.behind if word.is_content and word.kind == "動詞"), None)
            is_led_on = not any(word.is_content for word in self.behind) and not self.clause.is_last
            if content is None:
                return is_led_on or self.clause.joins == "reason"
        is_verb = content is not None and content.kind == "動詞"
        return is_verb and content is not None and not senses_of(content.lemma) & _CARRYING

    @property
    def is_bounded(self) -> bool:
        """Say whether a word in front says that it is the measure that is spoken of: 年度をもって, 事業は."""
        # 3月末に設計を終え: when, and not since when the measure is no more.
        pairs = zip(self.before, (*self.before[1:], None), strict=True)
        bounds = [w for w, b in pairs if w.lemma in role("bound") and not (w.lemma == "末" and b and b.surface == "に")]
        # 事業所への検査を終えた: a word of its own.
        within = {
            a for a, b in pairwise(self.before) if b.kind == "接尾辞" and b.lemma in _OF_PLACES and a.end == b.start
        }
        bounds = [word for word in bounds if word not in within]
        return bool(bounds) or self.is_of_measure

    @property
    def is_last_one(self) -> bool:
        """Say whether it was the last one ever: 3月が最後の運行となった, but not 今年度最後の運行となった."""
        before = [word.lemma for word in self.before]
        is_last = before[-2:] == ["最後", "の"] or before[-1:] == ["最終"]
        is_become = any(word.lemma in ("成る", "為る") for word in self.tail) and self.is_past
        return is_last and is_become and before[-3:-2] not in (["年度"], ["年"], ["の"])

    @property
    def is_of_measure(self) -> bool:
        """Say whether it tells at the end of a sentence what the measure is: 終了した事業である."""
        if not (self.is_of_noun and self.clause.is_last):
            return False
        content = [word for word in self.behind if word.is_content and word.kind != "助動詞"]
        return len(content) == 1 and content[0].lemma in role("bound")

    @property
    def is_past(self) -> bool:
        """Say whether it is told in the past."""
        return any(word.is_past for word in self.tail)

    @property
    def is_to_come(self) -> bool:
        """Say whether it is told as something to come: 実施する。, 開催予定, 行っていく, 行うこととした."""
        lemmas = [word.lemma for word in self.tail]
        decided = next((lemma for lemma in lemmas if lemma in role("decided")), None)
        if decided and {"と", "に"} & set(lemmas[lemmas.index(decided) + 1 : lemmas.index(decided) + 3]):
            return bool({"為る", "成る", "決める"} & set(lemmas))
        if self.is_past:
            return bool({"予定", "見込み"} & set(lemmas))
        return bool(role("planning") & set(lemmas)) or self._is_plain_end()

    @property
    def is_put_off(self) -> bool:
        """Say whether it was decided to do it in a later year: 翌年度に行うこととした."""
        # 次の年に開くことで了解を得た: decided, whatever tells so.
        is_decided = any(word.lemma in role("decided") for word in self.tail)
        return self.is_for_later and is_decided and any(word.is_past for word in self.behind)

    @cached_property
    def is_for_later(self) -> bool:
        """Say whether a later year is named in front of it: 翌春, 来年度, 年度明けに."""
        before = self.clause.words[: self.hit.first]
        if any(word.lemma in role("later") for word in before):
            return True
        return any(hit.has("later_time") for hit in hits(before, "events"))

    @property
    def is_cause(self) -> bool:
        """Say whether it is a noun that tells why something else came about: 廃止により, 中止に伴い."""
        lemmas = [word.lemma for word in self.behind[:2]]
        return (
            self.word.kind == "名詞"
            and lemmas[:1] in (["に"], ["だ"])
            and lemmas[1:] in (["よる"], ["因る"], ["依る"], ["伴う"])
        )

    @property
    def is_step(self) -> bool:
        """Say whether only steps towards what is to be held were done: 仕様書を作成, 会場の下見までを済ませた."""
        marks = [word.surface for word in self.before if word.kind == "助詞"]
        steps = hits(self.before, "events")
        if marks[-2:] == ["まで", "を"] and any(hit.has("preparing") for hit in steps):
            return True
        # 会場の下見は済ませた.
        is_of_step = bool(steps) and steps[-1].has("preparing") and steps[-1].last == len(self.before) - 2
        if self.word.lemma in role("completing") and is_of_step:
            return True
        drafts = hits(self.before[-4:], "events")[-1:]
        return marks[-1:] == ["を"] and any(hit.has("draft") for hit in drafts)

    @property
    def is_until(self) -> bool:
        """Say whether it is to be done by a day: 3月末までに施工."""
        return any(a.surface == "まで" and b.surface == "に" for a, b in pairwise(self.before))

    @property
    def is_completed(self) -> bool:
        """Say whether it is told as completed in a form that is not the past: 終えている, 済ませております."""
        return self.word.lemma in role("completing") and any(word.lemma == "居る" for word in self.tail)

    @property
    def is_meant(self) -> bool:
        """Say whether a verb that nobody knows is told as something to do: 台数を追加することとする, 進める予定."""
        is_object = any(word.surface == "を" for word in self.before)
        return self.clause.is_last and is_object and self.is_to_come

    def _is_plain_end(self) -> bool:
        """Say whether a sentence ends in the plain form: 実施する, but not 実施している."""
        verbal = [self.word, *self.tail] if self.word.kind == "動詞" else list(self.tail)
        ends = [word for word in verbal if word.kind in ("動詞", "助動詞")]
        is_going_on = any(word.lemma in ("居る", "おる") for word in verbal)
        is_plain = bool(ends) and ends[-1].form.startswith(("終止形", "連体形"))
        return self.clause.is_last and is_plain and not is_going_on

    def _verb_of_object(self) -> int | None:
        """Return where the verb stands whose object it is: 情報共有等をはかる."""
        marks = [word.surface for word in self.behind if word.surface not in ("等", "など")]
        if self.word.kind != "名詞" or marks[:1] != ["を"]:
            return None
        found = next((p for p, word in enumerate(self.behind) if word.is_content and word.lemma != "等"), None)
        return found if found is not None and self.behind[found].kind == "動詞" else None

    def _is_in_question(self) -> bool:
        """Say whether it is asked whether it is to be: 催すかどうか, 行うか否か."""
        behind = self.behind[:5]
        pairs = pairwise(behind) if any(word.surface == "か" for word in behind) else ()
        return any(a.surface == "か" and (b.surface == "どう" or b.lemma == "否") for a, b in pairs)

    def _is_of_noun_by_no(self) -> bool:
        tail = self.tail
        is_noun = len(tail) > 1 and tail[0].surface == "の" and tail[1].kind == "名詞"
        return is_noun and not (is_transparent(tail[1]) or tail[1].lemma in _FORMAL)


def is_transparent(word: Word) -> bool:
    """Say whether a word only carries what stands before it: 中止の判断に至った."""
    return bool(senses_of(word.lemma) & _TRANSPARENT)


def _means_something(word: Word) -> bool:
    # 配布は今年度かなわなかった, 一度もできなかった: when and how often changes nothing.
    is_passing = word.kind in _PASSING_KINDS or word.detail == "数詞" or word.lemma in role("passing")
    is_own = word.is_content and word.lemma not in _FORMAL and word.lemma != "等" and not is_passing
    return is_own and not word.is_negation and not is_transparent(word)


def _denies(word: Word) -> bool:
    """Say whether a word denies: 実施するのは難しい is a view, 難しかった and 困難なため tell what happened."""
    is_view = word.kind == "形容詞" and word.form.startswith("終止形")
    return word.is_negation or (not is_view and "hard" in senses_of(word.lemma))
