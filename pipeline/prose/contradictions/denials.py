"""Whether a text says of one thing that it was done and that it was not: 協定を結んだ, 協定の締結には至っていない.

Two clauses speak of one thing if all that the denial names (the thing, and the act where it is a noun) stands in the
other one. Whatever the denial says beyond (月, 回目, 一部, 予定していた) makes it another thing.
"""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.prose.contradictions.claims import DENIALS, Claim, claims_of
from pipeline.prose.grammar.lexicon import senses_of
from pipeline.prose.grammar.lists import alike, halves, role
from pipeline.prose.grammar.words import Word, words_of
from pipeline.prose.outcome import has_shortfall, is_about, told_as_not_done, told_as_occasion

# No text has more clauses to hold against one another; all pairs of all would take the square of its length.
_MOST_HELD_AGAINST = 60
# What is written with them takes place: 共催, 開講, 実践.
_OF_HOLDING = frozenset("催開施")
_TIMES = frozenset(time for pair in halves() for time in pair)


@lru_cache(maxsize=20_000)
def said_and_denied(text: str) -> tuple[str, str] | None:
    """Return the two clauses by which `text` says of one thing that it was and that it was not done."""
    claims = claims_of(text)
    return _contradiction(claims, claims)


def held_and_not_held(status: str, evaluation: str) -> tuple[str, str] | None:
    """Return a clause of the status and one of the evaluation, of which one says held and the other not held."""
    if said := _held_here_not_there(status, evaluation):
        return said
    said = _held_here_not_there(evaluation, status) or _told_in_short(evaluation, status)
    return said[::-1] if said else None


def _told_in_short(evaluation: str, status: str) -> tuple[str, str] | None:
    denied = [claim for claim in claims_of(status) if claim.event.kind in DENIALS and not claim.is_qualified]
    pairs = ((one, no) for no in denied for one in claims_of(evaluation) if one.is_said and _is_abbreviated(one, no))
    return next(((one.event.words, no.event.words) for one, no in pairs), None) if told_as_not_done(status) else None


def _held_here_not_there(text: str, other: str) -> tuple[str, str] | None:
    """Return the clauses by which one text says that something was held, and another that nothing was."""
    if has_shortfall(text):
        return None
    if said := _contradiction(claims_of(text), claims_of(other)):
        return said
    denied = told_as_not_done(other)
    if denied is None:
        return None
    held = told_as_occasion(text)
    is_instead = any(w.lemma in role("instead") and w.surface not in other for w in words_of(held or ""))
    is_one = held is not None and not is_instead and is_about(other, text) and not _names_more(other, text)
    return (held, denied) if held and is_one else None


def _names_more(other: str, text: str) -> bool:
    """Say whether a denial tells by more words which one it is of: 秋の講座は開催していない beside 講座を開催した."""
    claims = claims_of(text)
    said = {word.lemma for claim in claims for word in claim.clause.words}
    for claim in (claim for claim in claims_of(other) if claim.event.kind in DENIALS):
        for thing in claim.things:
            own = [word.lemma for word in thing if word.is_content and not _is_carrier(word)]
            named = [lemma in said or any(_is_act_of(lemma, claim) for claim in claims) for lemma in own]
            # 秋に開催した, 春は開催できなかった.
            is_of_time = bool(own) and not any(named) and all(lemma in _TIMES | role("season") for lemma in own)
            if is_of_time or (any(named) and not all(named)):
                return True
    return False


def _contradiction(claims: Sequence[Claim], others: Sequence[Claim]) -> tuple[str, str] | None:
    # 2園を除く13園で行った leaves room for the two.
    done = [claim for claim in claims if claim.is_said and not _leaves_out(claim)][:_MOST_HELD_AGAINST]
    denied = [c for c in others if c.event.kind in DENIALS and (c.closer or not c.is_qualified)][:_MOST_HELD_AGAINST]
    pairs = ((one, no) for no in denied for one in done if one.event is not no.event)
    # 危険な空き家は is of those alone; where both say so, of the same ones.
    pairs = ((one, no) for one, no in pairs if all(words in one.sentence for words in no.closer))
    # What stands in one text has an order: held after all, instead, or one thing beside another.
    pairs = ((one, no) for one, no in pairs if claims is not others or not _is_told_apart(one, no))
    return next(((one.event.words, no.event.words) for one, no in pairs if _is_of_one_thing(one, no)), None)


def _leaves_out(claim: Claim) -> bool:
    return any(word.lemma == "除く" for word in claim.clause.words)


def _is_told_apart(done: Claim, denied: Claim) -> bool:
    """Say whether one claim of a text makes room for the other: 中止した。…開催した, but not 開催した。…中止した."""
    if _is_said_alike(done, denied):
        return False
    is_after_all = denied.event.kind in ("called_off", "postponed") and done.event.start > denied.event.start
    return is_after_all or _is_contrast(done, denied) or _is_instead(done, denied)


def _is_of_one_thing(done: Claim, denied: Claim) -> bool:
    """Say whether all that the denial names is named beside what was done, and the acts are one."""
    named = [thing for thing in denied.things if not _is_general(thing)]
    if _is_said_alike(done, denied) or _is_said_again(done, denied):
        return True
    if not all(_is_named(phrase, done) for phrase in denied.bounds):
        return False
    if not named or not all(_is_named(thing, done) for thing in named):
        return False
    if denied.act and denied.event.kind == "not_done":
        return _is_act_of(denied.act, done)
    heads = {_head(thing) for thing in done.things}
    if any(_is_act_of(_head(thing), done) for thing in named):
        return True
    # 相談の機会を設けることができていない is of 相談会を催し.
    if any(thing[-1].lemma in role("carrier") for thing in named):
        heads |= {word.lemma for thing in done.things for word in thing}
    if denied.event.kind == "not_begun" and "完了" in done.acts:
        heads |= {word.lemma for thing in done.things for word in thing}
    return any(map(_is_holding, done.acts)) and any(_head(thing) in heads for thing in named)


def _is_holding(act: str) -> bool:
    """Say whether an act is that an occasion took place: 行う, 共催, 参加."""
    return act in role("general_act") or act in role("coming") or bool(_OF_HOLDING & set(act))


def _is_abbreviated(done: Claim, denied: Claim) -> bool:
    """Say whether an act is denied of what an evaluation names in short: 広報紙の点字版は作らず, 点字版を作り."""
    is_of_act = bool(denied.act) and denied.event.kind == "not_done" and denied.act == done.act
    words = {word.lemma for thing in denied.things for word in thing}
    short = [thing for thing in done.things if {word.lemma for word in thing} < words]
    heads = {_head(thing) for thing in denied.things}
    return is_of_act and any(_head(thing) in heads for thing in short)


def _is_contrast(done: Claim, denied: Claim) -> bool:
    """Say whether one sentence sets one thing against another: what was done names more than what was not."""
    names = "".join(word.lemma for thing in denied.things for word in thing)
    is_more = any(_head(thing) not in names for thing in done.things)
    return (
        done.event.sentence == denied.event.sentence
        and is_more
        and not any(w.lemma in ("一度", "全く", "一切", "一回") for w in denied.clause.words)
    )


def _is_instead(done: Claim, denied: Claim) -> bool:
    """Say whether something was done in the place of what was not: 研修は見送り、代わりに動画を配信した."""
    lemmas, others = ({word.lemma for word in claim.clause.words} for claim in (done, denied))
    return bool((lemmas - others) & role("instead")) and done.event.start > denied.event.start


def _is_said_alike(done: Claim, denied: Claim) -> bool:
    """Say whether two sentences say in the same words that something could and could not be done: 共有を図れた."""
    is_possible = "出来る" in done.acts and "出来る" in denied.acts
    heads = {_head(thing) for thing in done.things}
    # 情報共有 and 課題意識の共有 are one act; 連絡会 and 他市との連絡会 may be two things.
    is_bound = not all(_is_named(phrase, done) for phrase in denied.bounds)
    others = {
        _head(thing)
        for thing in denied.things
        if _is_named(thing, done) or (not is_bound and "held" in senses_of(_head(thing)))
    }
    is_alike = is_possible and done.event.act == denied.event.act and bool(heads & others - role("formal"))
    return is_alike and done.event.sentence != denied.event.sentence


def _is_said_again(done: Claim, denied: Claim) -> bool:
    """Say whether a denial has no word that the sentence of what was done has not, whatever they are there."""
    told = [word for word in denied.clause.words if _tells_which(word)]
    things = [word for thing in denied.things for word in thing if _tells_which(word)]
    is_same = bool(denied.act) and _is_act_of(denied.act, done)
    lemmas = {word.lemma for word in (*told, *things)}
    return is_same and len(lemmas) > 1 and all(_is_named((word,), done) for word in (*told, *things))


def _tells_which(word: Word) -> bool:
    """Say whether a word tells which thing or act it is: neither one of any act, nor when, nor that it was not."""
    is_empty = word.is_negation or word.detail == "数詞" or word.kind in ("副詞", "接続詞", "連体詞")
    roles = ("general_act", "carrier", "coming_about", "passing", "formal", "empty")
    return word.is_content and not is_empty and not any(word.lemma in role(name) for name in roles)


def _head(thing: tuple[Word, ...]) -> str:
    """Return what a noun phrase is of: 交流会 of 交流会の実現 and of 交流会の機会."""
    told = [word.lemma for word in thing if word.lemma != "等"]
    own = [word for word in thing if word.lemma in told and not _is_carrier(word)]
    # 登録者数 and 利用者数 are two things, and so are 説明会 and 交換会.
    suffixes = next((i for i, w in enumerate(reversed(own)) if w.kind != "接尾辞" and len(w.surface) > 1), 0)
    return "".join(word.lemma for word in own[-1 - suffixes :]) if own else "".join(told[-1:])


def _is_carrier(word: Word) -> bool:
    """Say whether a noun only carries what stands before it: 開催 of 相談会の開催, 機会."""
    return word.lemma in role("general_act") or word.lemma in role("carrier")


def _is_named(thing: tuple[Word, ...], done: Claim) -> bool:
    """Say whether a noun phrase stands in a sentence: word by word, 配布 also as 配る."""
    lemmas = {word.lemma for word in (*done.clause.words, *(word for thing in done.things for word in thing))}
    return all(
        word.lemma in lemmas
        or word.lemma in role("carrier")
        or (word.lemma in role("general_act") and bool(set(done.acts) & role("general_act")))
        or (len(word.surface) > 1 and word.surface in done.sentence and word.detail != "数詞")
        or _is_act_of(word.lemma, done)
        or _is_within(word, done.sentence)
        for word in thing
        if word.is_content and word.lemma != "等"
    )


def _is_within(word: Word, printed: str) -> bool:
    """Say whether a compound stands there in its two halves: 時間延長, 時間を延長した."""
    half = len(word.surface) // 2
    return len(word.surface) > 3 and word.surface[:half] in printed and word.surface[half:] in printed


def _is_act_of(lemma: str, done: Claim) -> bool:
    """Say whether a word names what was done: 配布 for 配る, 締結 for 結ぶ, 纏め for 纏める."""
    # 会 of 情報交換会 is no act.
    acts = [act for act in done.acts if len(act) > 1 and act not in role("general_act")]
    group = alike().get(lemma)
    return any(
        act == lemma
        or (group is not None and group == alike().get(act))
        or (_is_kanji(act[0]) and act[0] in lemma)
        or (_is_kanji(lemma[0]) and lemma[0] in act)
        for act in acts
    )


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "龥"


def _is_general(thing: tuple[Word, ...]) -> bool:
    return all(word.lemma in role("general_act") or not word.is_content for word in thing)
