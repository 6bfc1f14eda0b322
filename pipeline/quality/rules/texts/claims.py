"""What a narrative claims against its rating and its neighbour: aims reached or missed, parts left out, rates told."""

from collections.abc import Callable, Iterator

from pipeline.prose.contradictions.denials import held_and_not_held
from pipeline.prose.contradictions.directions import risen_and_fallen
from pipeline.prose.contradictions.poles import opposite_poles
from pipeline.prose.contradictions.presence import came_up_and_did_not
from pipeline.prose.figures.shares_told import share_told
from pipeline.prose.judgements import read_judgements, read_told_rates
from pipeline.prose.outcome import told_as_part, told_as_prepared
from pipeline.prose.planned import planned_and_not_told
from pipeline.prose.to_come import fewer_than_planned
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import rule
from pipeline.quality.views.listings import told_once
from pipeline.quality.views.narratives import certain_text, certain_texts
from pipeline.quality.views.rated_texts import against_rating, rated_texts
from pipeline.quality.views.ratings import YearRating

_FULL, _HIGH, _LOW = 100, 80, 60
# What is said of a part, too.
_COMPLETED = ("完了", "完成", "完遂")
_CONTRADICTING = (held_and_not_held, opposite_poles, came_up_and_did_not, risen_and_fallen)
Told = Callable[[str], str | None]


@rule(
    severity="warning",
    title_ja="目標未達の記載がある年度の100％",
    title_en="Aim missed, but rated in full",
    rationale="The text says that the aim or the planned number was not reached, but the year is rated 100 % or more.",
    rationale_ja="目標や計画値に届かなかったと記載されていますが、達成度は100％以上です。",
    message_ja="「{expected}」との記載がありますが、達成度は「{observed}」です。",
    message_en="The text says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「登録者は目標の300人に届かなかった。」、達成度に「100%」",
    question_ja="「{expected}」との記載がありますが、達成度は「{observed}」となっています。この達成度でよろしいか、改める場合はその達成度をご記入ください。",
    answer="rating",
)
def goal_missed_but_rated_full(table: ProgressTable) -> Iterator[Finding]:
    """Report every year rated in full of which status or evaluation says that its aim was missed."""
    yield from _rated_against(table, _is_full, lambda text: _judged(text, "missed"), ("status", "evaluation"))


@rule(
    severity="warning",
    title_ja="目標達成の記載がある年度の低い達成度",
    title_en="Aim reached, but rated low",
    rationale="The text says that the aim was reached or exceeded, but the year is rated 60 % or less.",
    rationale_ja="目標を達成した、または上回ったと記載されていますが、達成度は60％以下です。",
    message_ja="「{expected}」との記載がありますが、達成度は「{observed}」です。",
    message_en="The text says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「年間目標の500件を達成した。」、達成度に「40%」",
    question_ja="「{expected}」との記載がありますが、達成度は「{observed}」となっています。この達成度でよろしいか、改める場合はその達成度をご記入ください。",
    answer="rating",
)
def goal_reached_but_rated_low(table: ProgressTable) -> Iterator[Finding]:
    """Report every year rated 60 percent or less of which the text says that its aim was reached."""
    yield from _rated_against(table, _is_low, _reached, ("status", "evaluation"))


@rule(
    severity="warning",
    title_ja="本文と異なる達成度",
    title_en="Rate told in the text differs from the rating",
    rationale="The text tells the rate at which the year's plan or aim was achieved, the rating column another one.",
    rationale_ja="本文に記載された達成率・進捗率が、達成度の欄の値と異なっています。",
    message_ja="本文には「{expected}」とありますが、達成度は「{observed}」です。",
    message_en="The text says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「計画の8割を終えた。」、達成度に「50%」",
    question_ja="本文には「{expected}」とありますが、達成度は「{observed}」となっています。いずれによるべきか、ご確認のうえ達成度をご記入ください。",
    answer="rating",
)
def rate_told_differs_from_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report ratings that no rate told for the year's aim is near to."""

    def differing(row: MeasureRow) -> Iterator[Finding]:
        for rating, text in rated_texts(row, table, ("status", "evaluation")):
            rates, pct = read_told_rates(text, rating.fiscal_year), rating.rated.pct
            if rates and pct is not None and not any(abs(rate.pct - pct) <= rate.tolerance for rate in rates):
                yield against_rating(row, rating, rates[0].printed, text)

    yield from told_once(table, differing)


@rule(
    severity="notice",
    title_ja="一部未実施の記載がある年度の100％",
    title_en="A part not held, rated in full",
    rationale="The text says that a part was not held, or on a smaller scale, but the rating is 100 % or more. A "
    "notice: a section may rate what could be held.",
    rationale_ja="一部を実施しなかった、または縮小したと記載されていますが、達成度は100％以上です（実施できた範囲での評価の可能性があります）。",
    message_ja="「{expected}」との記載がありますが、達成度は「{observed}」です。",
    message_en="The text says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「前期の講座は開催したが、後期は取りやめた。」、達成度に「100%」",
    question_ja="「{expected}」との記載がありますが、達成度は「{observed}」となっています。この達成度でよろしいか、ご確認ください。",
    answer="rating",
)
def partly_held_rated_full(table: ProgressTable) -> Iterator[Finding]:
    """Report every year rated in full of which the status says that a part of it was left out."""
    yield from _rated_against(table, _is_full, told_as_part, ("status",))


@rule(
    severity="notice",
    title_ja="準備・検討のみの年度の高い達成度",
    title_en="Only prepared, but rated high",
    rationale="The status tells of nothing but preparing and considering, but the rating is 80 % or more, or 実施. A "
    "notice: preparing may have been all that was planned for the year.",
    rationale_ja="実施状況には準備や検討のみが記載されていますが、達成度は「実施」または80％以上です（準備が当該年度の計画であった可能性があります）。",
    message_ja="実施状況は「{expected}」のみですが、達成度は「{observed}」です。",
    message_en="The status only says '{expected}', but the achievement is '{observed}'.",
    example="実施状況に「開設に向けて候補地を検討した。」、達成度に「100%」",
    question_ja="実施状況には「{expected}」とのみ記載されていますが、達成度は「{observed}」となっています。この達成度でよろしいか、ご確認ください。",
    answer="rating",
)
def only_prepared_but_rated(table: ProgressTable) -> Iterator[Finding]:
    """Report every year rated high of which the status tells only of preparing."""
    yield from _rated_against(table, _is_high, told_as_prepared, ("status",))


@rule(
    severity="warning",
    title_ja="実施状況と評価の食い違い",
    title_en="Status and evaluation contradict each other",
    rationale="Of status and evaluation of one year, one says that it was held, the other that it was not; or one "
    "tells the opposite of the other about how many came, whether they agreed, how content they were.",
    rationale_ja="同じ年度の実施状況と評価の一方に実施した旨、他方に実施しなかった旨が記載されています（参加の多少、合意の成否、満足と不満が逆に記載されている場合を含みます）。",
    message_ja="実施状況には「{expected}」とありますが、評価には「{observed}」とあります。",
    message_en="The status says '{expected}', the evaluation '{observed}'.",
    example="実施状況に「講演会を開催した。」、評価に「開催できず残念である。」",
    question_ja="実施状況には「{expected}」とありますが、評価には「{observed}」とあります。いずれによるべきか、ご確認のうえご記入ください。",
    answer="text",
)
def status_evaluation_contradict(table: ProgressTable) -> Iterator[Finding]:
    """Report every year of which one text says held and the other not held, or many came and the other few."""

    def contradicting(row: MeasureRow) -> Iterator[Finding]:
        for _, fiscal_year, evaluation in certain_texts(row, "evaluation"):
            status = certain_text(row, "status", fiscal_year) or ""
            pair = (status, evaluation)
            if said := next((said for told in _CONTRADICTING if (said := told(*pair))), None):
                expected, observed = said
                texts = {"text": evaluation, "status": status}
                yield row.finding("evaluation", fiscal_year, observed=observed, expected=expected, **texts)

    yield from told_once(table, contradicting)


@rule(
    severity="notice",
    title_ja="実施状況に記載のない計画の取組",
    title_en="Planned and not told",
    rationale="The plan of the year names several things; the status tells of some and says nothing of others, but the "
    "rating is 80 % or more, or 実施. A notice: they may stand under another name.",
    rationale_ja="実施計画に挙げられた取組の一部が実施状況に記載されていません（別の名称で記載されている可能性があります）。",
    message_ja="実施計画にある「{observed}」について、実施状況に記載がありません。",
    message_en="The plan names '{observed}', of which the status says nothing.",
    example="実施計画に「講演会の開催とパンフレットの作成」、実施状況に「講演会を開催した。」",
    question_ja="実施計画にある「{observed}」について、実施状況に記載がありません。実施の有無を含めて、実施状況の全文をご記入ください。",
    answer="text",
)
def planned_item_not_told(table: ProgressTable) -> Iterator[Finding]:
    """Report what a plan names and neither status nor evaluation tells, where others of the plan are told."""

    def left_out(row: MeasureRow) -> Iterator[Finding]:
        for rating, status in rated_texts(row, table, ("status",)):
            plan = certain_text(row, "plan", rating.fiscal_year)
            told = f"{status}。{row.text('evaluation', rating.fiscal_year) or ''}"
            missing = planned_and_not_told(plan, told) if plan and _is_high(rating) else []
            if missing:
                yield row.finding("status", rating.fiscal_year, observed="、".join(missing), plan=plan, status=status)

    yield from told_once(table, left_out)


def _rated_against(
    table: ProgressTable, is_asked: Callable[[YearRating], bool], told: Told, fields: tuple[str, ...]
) -> Iterator[Finding]:
    def found(row: MeasureRow) -> Iterator[Finding]:
        for rating, text in rated_texts(row, table, fields):
            if is_asked(rating) and (words := told(text)):
                yield against_rating(row, rating, words, text)

    yield from told_once(table, found)


def _reached(text: str) -> str | None:
    """Return what says that the aim was reached; 5か所のうち3か所が完了した does not."""
    share = share_told(text)
    is_less = fewer_than_planned(text) is not None or (share is not None and share.part.value < share.whole.value)
    told = _judged(text, "reached")
    return None if told and is_less and any(word in told for word in _COMPLETED) else told


def _judged(text: str, kind: str) -> str | None:
    judged = [judgement for judgement in read_judgements(text) if not judgement.is_qualified]
    is_one = len({judgement.kind for judgement in judged}) == 1
    return next((judgement.words for judgement in judged if judgement.kind == kind), None) if is_one else None


def _is_full(rating: YearRating) -> bool:
    return (rating.rated.pct or 0) >= _FULL


def _is_low(rating: YearRating) -> bool:
    return rating.rated.pct is not None and rating.rated.pct <= _LOW


def _is_high(rating: YearRating) -> bool:
    return rating.rated.kind == "implemented" or (rating.rated.pct or 0) >= _HIGH
