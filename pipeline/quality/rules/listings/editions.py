"""What a newer edition says otherwise than the one before it: values, measures, years, and what was planned.

Whether a measure is the same one under a new name is decided where measures are identified (`facts/measures.py`).
"""

from collections.abc import Iterator, Sequence

from pipeline.contracts.names import FIELDS, YEARLY_FIELDS
from pipeline.prose.figures.ratios import times_held
from pipeline.prose.outcome import has_shortfall, tells_of_end, told_as_not_done
from pipeline.quality.findings import Finding
from pipeline.quality.progress_table import MeasureRow, ProgressTable
from pipeline.quality.rules.base import Rule, rule
from pipeline.quality.views.narratives import certain_text
from pipeline.quality.views.successions import planned_before, still_restated, successions
from pipeline.values.field_names import FIELD_NAMES_JA, cell_name
from pipeline.values.fiscal_years import fiscal_year_label

MEASURE_RENAMED = Rule(
    code="measure_renamed",
    severity="notice",
    title_ja="実施内容の名称変更",
    title_en="Renamed measure",
    rationale="A measure of the earlier edition is printed under another name: same years, same texts, same place. "
    "Both are counted as one measure; seeds/measure_links.csv can say otherwise.",
    rationale_ja="過年度の記載や掲載箇所から、以前の版の実施内容の名称が変わったものと判断し、同じ実施内容として扱っています。",
    message_ja="以前の版の「{expected}」が「{observed}」に改称されたものとして扱っています。",
    message_en="'{expected}' of the earlier edition is taken to be renamed '{observed}'.",
    example="令和5年度版の「こころの相談」が、令和6年度版では「こころの健康相談」（過年度の記載は同文）",
    question_ja="以前の版の「{expected}」と、この版の「{observed}」は、同じ実施内容でしょうか（「同じ」または「別」をお選びください）。",
    answer="relation",
)
MEASURE_PERHAPS_RENAMED = Rule(
    code="measure_perhaps_renamed",
    severity="warning",
    title_ja="名称変更の可能性がある実施内容",
    title_en="Measure that may have been renamed",
    rationale="The measure resembles one of the earlier edition that is not printed any more, but not so much that "
    "both could be counted as one. Decide in seeds/measure_links.csv.",
    rationale_ja="以前の版だけにある実施内容と似ていますが、同じものかどうかを判断できません。ご回答をいただくまでは、別の実施内容として扱います。",
    message_ja="「{observed}」は、以前の版の「{expected}」と同じ実施内容である可能性があります。",
    message_en="'{observed}' may be the measure that the earlier edition prints as '{expected}'.",
    example="令和5年度版の「若者の居場所づくり」がなくなり、令和6年度版に「若者居場所事業」がある",
    question_ja="以前の版の「{expected}」と、この版の「{observed}」は、同じ実施内容でしょうか（「同じ」または「別」をお選びください）。",
    answer="relation",
)
MEASURE_GONE = Rule(
    code="measure_gone",
    severity="warning",
    title_ja="掲載されなくなった実施内容",
    title_en="Measure gone without a word",
    rationale="A measure of an earlier edition is not listed any more, and no text says that it ended or was merged. "
    "What was published of it stays as it is.",
    rationale_ja="以前の版の実施内容がこの版には掲載されておらず、終了・統合の記載もありません。以前の記載はそのまま残しています。",
    message_ja="以前の版にあった「{observed}」が、この版には掲載されていません。終了・統合の記載も見当たりません。",
    message_en="'{observed}' of the earlier edition is not listed any more, and no text says that it ended.",
    example="令和5年度版の「商工会等との連携」が、令和6年度版にない",
    question_ja="以前の版にあった「{observed}」が、この版には掲載されていません。終了・統合・掲載漏れのいずれによるものか、"
    "お知らせください（ほかの理由による場合は、備考にご記入ください）。",
    answer="ending",
)
MEASURE_NEW = Rule(
    code="measure_new",
    severity="notice",
    title_ja="新たに掲載された実施内容",
    title_en="New measure",
    rationale="No earlier edition lists it; its earlier years, where it tells any, were not published before.",
    rationale_ja="以前のどの版にも掲載のない実施内容です。過年度の記載があっても、この版で初めて公表されたものです。",
    message_ja="「{observed}」は、以前の版に掲載がありません。",
    message_en="'{observed}' is listed in no earlier edition.",
    example="令和6年度版に「SNS相談」が加わった",
    question_ja="",
    answer="confirmation",
)


@rule(
    severity="warning",
    title_ja="再掲だけが残った実施内容",
    title_en="First listing gone, its repetition left",
    rationale="The edition before lists the measure in a place of its own; here only a repetition (再掲) "
    "is left. Whether it ended there, moved, or was left out by mistake, no text says.",
    rationale_ja="以前の版では再掲の印なしで掲載されていた箇所がなくなり、再掲の行だけが残っています。終了・移動・掲載漏れのいずれかを"
    "判断できません。",
    message_ja="以前の版では「{expected}」に掲載されていた「{observed}」が、この版では再掲の行だけになっています。",
    message_en="'{observed}', which the earlier edition lists under '{expected}', is only listed as a repetition here.",
    example="令和5年度版で1-1にあった「窓口相談」が、令和6年度版では2-1の再掲の行だけにある",
    question_ja="以前の版では「{expected}」に掲載されていた「{observed}」が、この版では再掲の行だけになっています。"
    "終了・統合・掲載漏れのいずれによるものか、お知らせください（ほかの理由による場合は、備考にご記入ください）。",
    answer="ending",
)
def first_listing_gone(table: ProgressTable) -> Iterator[Finding]:
    """Report measures that the edition before lists without the mark of repetition, and this one only with it."""
    for older, newer in successions(table):
        if newer.is_reprise_marked and not (newer.is_repetition or older.is_reprise_marked):
            place = older.text("item") or older.text("page") or cell_name(older.listing.line_no)
            yield newer.finding("measure", observed=newer.text("measure"), expected=place)


@rule(
    severity="warning",
    title_ja="過年度の達成度の変更",
    title_en="Restated rating",
    rationale="The rating of a year that an earlier edition has published is printed differently; which one holds must "
    "be known before figures of the two editions are compared.",
    rationale_ja="以前の版で公表された年度の達成度が、この版では異なる値になっています。どちらが正しいかを確認しなければ、"
    "版の間で数値を比較できません。",
    message_ja="達成度は、以前の版では「{expected}」でしたが、この版では「{observed}」と記載されています。",
    message_en="The rating was '{expected}' in the earlier edition and is '{observed}' in this one.",
    example="令和5年度版で「97.7%」とあった令和2年度の達成度が、令和6年度版では「79.7%」",
    question_ja="達成度が、以前の版の「{expected}」から「{observed}」に変わっています。いずれが正しいか、ご確認のうえご記入ください。",
    answer="rating",
)
def restated_rating(table: ProgressTable) -> Iterator[Finding]:
    """Report ratings that a later edition changed, for as long as editions repeat the change."""
    yield from _restated(table, ("achievement",), "changed")


@rule(
    severity="notice",
    title_ja="過年度の記載の変更",
    title_en="Restated text",
    rationale="The text for a year that an earlier edition published is worded otherwise: corrected, or overwritten.",
    rationale_ja="以前の版で公表された年度の記載が書き改められています（訂正または誤った上書きの可能性があります）。",
    message_ja="以前の版では「{expected}」でしたが、この版では「{observed}」と記載されています。",
    message_en="The text was '{expected}' in the earlier edition and is '{observed}' in this one.",
    example="令和4年度の実施状況の「3回開催した。」が、翌年度の版では「4回開催した。」",
    question_ja="以前の版の「{expected}」を「{observed}」に訂正したものと考えてよろしいでしょうか。",
    answer="text",
)
def restated_text(table: ProgressTable) -> Iterator[Finding]:
    """Report plans, statuses and evaluations that a later edition words otherwise."""
    yield from _restated(table, ("plan", "status", "evaluation"), "changed")


@rule(
    severity="warning",
    title_ja="過年度の記載の消失",
    title_en="Emptied value",
    rationale="A value that an earlier edition has published is left blank, or a dash stands in its place.",
    rationale_ja="以前の版で公表された記載が、この版では空欄または「－」になっています。",
    message_ja="以前の版では「{expected}」と記載されていましたが、この版では空欄または「－」です。",
    message_en="The earlier edition prints '{expected}'; in this one the place is blank or a dash.",
    example="令和5年度版に「96.1%」とあった令和3年度の達成度が、令和6年度版では「－」",
    question_ja="以前の版の「{expected}」が、この版には記載されていません。記載すべき内容（取り消された場合は「該当なし」）をご記入ください。",
    answer="text",
)
def emptied_value(table: ProgressTable) -> Iterator[Finding]:
    """Report values that a later edition leaves out of a field it still asks for."""
    yield from _restated(table, YEARLY_FIELDS, "emptied")


@rule(
    severity="warning",
    title_ja="計画された取組の実施状況の記載なし",
    title_en="Planned and not told",
    rationale="An earlier edition published a plan for the year; now that it is over, nothing says what became of it.",
    rationale_ja="以前の版に実施計画が記載されていた年度について、実施したかどうかの記載がありません。",
    message_ja="実施計画には「{expected}」とありますが、実施状況の記載がありません。",
    message_en="The plan for the year was '{expected}', but no status is told.",
    example="令和5年度版の令和6年度の実施計画に「講演会を開催する。」とあり、令和6年度版の実施状況が「－」",
    question_ja="この年度の実施計画には「{expected}」とあります。実施した内容（実施しなかった場合はその旨）をご記入ください。",
    answer="text",
)
def planned_not_told(table: ProgressTable) -> Iterator[Finding]:
    """Report statuses that are blank or a dash where a plan was published and no rating 未実施 or text tells why."""
    for row, fiscal_year, planned in planned_before(table):
        is_rated_undone = any(rated.kind == "not_implemented" for rated in row.rated.get(fiscal_year, ()))
        is_told = is_rated_undone or row.text("status", fiscal_year) or row.text("evaluation", fiscal_year)
        is_printed = row.states[("status", fiscal_year)] in ("blank", "dash") and row.is_certain("status", fiscal_year)
        if is_printed and not is_told and not (told_as_not_done(planned) or tells_of_end(planned)):
            yield row.finding("status", fiscal_year, expected=planned, plan=planned)


@rule(
    severity="notice",
    title_ja="計画より少ない実施回数",
    title_en="Held less often than planned",
    rationale="The plan of the year and its status each tell one number of times; fewer took place, and the text does "
    "not say why.",
    rationale_ja="実施計画の回数より実施回数が少なく、その理由が記載されていません。",
    message_ja="実施計画には「{expected}」とありますが、実施回数は「{observed}」です。理由の記載がありません。",
    message_en="It was held '{observed}', but the plan was '{expected}'; no reason is told.",
    example="令和5年度版の令和6年度の実施計画が「年3回開催する。」、令和6年度版の実施状況が「2回開催した。」",
    question_ja="実施計画の「{expected}」に対し、実施回数は「{observed}」となっています。実施回数をご確認のうえ、"
    "計画と異なる理由を含めて、実施状況の全文をご記入ください。",
    answer="text",
)
def held_less_than_planned(table: ProgressTable) -> Iterator[Finding]:
    """Report numbers of times below those of the published plan, where no shortfall is told."""
    for row, fiscal_year, planned in planned_before(table):
        status = certain_text(row, "status", fiscal_year)
        ratio = times_held(planned, status) if status else None
        if status and ratio and ratio.part.value < ratio.whole.value and not has_shortfall(status):
            texts = {"plan": planned, "status": status}
            yield row.finding("status", fiscal_year, observed=ratio.part.printed, expected=ratio.whole.printed, **texts)


@rule(
    severity="notice",
    title_ja="掲載されなくなった年度・欄",
    title_en="Years or fields no longer asked for",
    rationale="The edition before this one has columns that this one has not. What it published in them stays.",
    rationale_ja="以前の版にあった欄が、この版にはありません。以前の版の記載は、そのまま現在の値として扱います。",
    message_ja="以前の版にあった次の欄が、この版にはありません: {observed}",
    message_en="Columns of the edition before are not in this one: {observed}",
    example="令和5年度版にあった令和元年度の実施状況・評価・達成度の欄が、令和6年度版にない",
)
def no_longer_asked(table: ProgressTable) -> Iterator[Finding]:
    """Report, once per edition, the fields and years that no row of it has a column for any more."""
    asked = {rows[0].document.document_id: (rows[0], _asked(rows)) for rows in table.by_document()}
    previous: dict[str, set[tuple[int, str]]] = {}
    for document_id in sorted(asked, key=lambda name: table.editions.order.get(name, -1)):
        row, places = asked[document_id]
        if gone := previous.get(row.document.plan_id, set()) - places:
            yield Finding("", document_id, observed=_named(gone), evidence={"fields": sorted(map(list, gone))})
        previous[row.document.plan_id] = places


def _restated(table: ProgressTable, names: Sequence[str], kind: str) -> Iterator[Finding]:
    for row, restated in still_restated(table):
        if restated.field in names and restated.kind == kind and restated.is_counted:
            yield row.finding(
                restated.field,
                restated.fiscal_year,
                observed=restated.after_text,
                expected=restated.before_text,
                department_id=restated.department_id if len(row.departments) > 1 else None,
                before_document_id=restated.before_document_id,
                after_document_id=restated.after_document_id,
            )


def _asked(rows: Sequence[MeasureRow]) -> set[tuple[int, str]]:
    return {(year, name) for row in rows for name, year in row.states if year is not None}


def _named(places: set[tuple[int, str]]) -> str:
    """Return fields by year: 令和元年度（実施状況・達成度）、令和2年度（達成度）."""
    names: dict[int, list[str]] = {}
    for year, name in sorted(places, key=lambda place: (place[0], FIELDS.index(place[1]))):
        names.setdefault(year, []).append(FIELD_NAMES_JA[name])
    return "、".join(f"{fiscal_year_label(year)}（{'・'.join(told)}）" for year, told in names.items())
