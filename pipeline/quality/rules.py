"""The rules that reading, placement and values report by: code, severity, titles, and the sentence to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule; `message_ja` and `message_en` are templates over the finding's `observed` and `expected`."""

    code: str
    severity: str
    title_ja: str
    title_en: str
    rationale: str
    message_ja: str
    message_en: str


RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "document_rejected",
            "error",
            "読み取れない文書",
            "Document that cannot be read",
            "None of its figures are in the warehouse.",
            "{observed}",
            "{observed}",
        ),
        Rule(
            "unreadable_line",
            "warning",
            "読み取れない行",
            "Unreadable line",
            "Its cells are kept in raw.cell but not used: no heading is in force, or characters are damaged.",
            "この行は読み取れませんでした。原文をご確認ください。",
            "This line could not be read; please check it against the original.",
        ),
        Rule(
            "unknown_heading",
            "warning",
            "未知の見出し",
            "Unknown heading",
            "A column whose meaning is unknown is quarantined. Add the heading to seeds/headings.csv.",
            "見出し「{observed}」の意味が登録されていません。seeds/headings.csv に追加してください。",
            "Heading '{observed}' is unknown; add it to seeds/headings.csv.",
        ),
        Rule(
            "policy_title_in_row",
            "notice",
            "施策名が実施内容の行に混入",
            "Policy title inside a measure row",
            "Where a title slipped into a row, the place at which the policy begins may have moved with it.",
            "施策名「{observed}」が実施内容の行に入っています。施策の始まる位置をご確認ください。",
            "Policy title '{observed}' stands inside a measure row; check where the policy begins.",
        ),
        Rule(
            "lost_policy_title",
            "warning",
            "施策名の欠落",
            "Lost policy title",
            "The number of an item shows that a policy begins whose title is not printed.",
            "項目「{observed}」の属する施策の名称が見当たりません。",
            "The title of the policy that item '{observed}' belongs to is not printed.",
        ),
        Rule(
            "lost_item",
            "warning",
            "計画における項目の欠落",
            "Lost item",
            "Under which item the measure stands cannot be told; it is left open rather than guessed.",
            "この行から次に項目が記載される行まで、計画における項目が確認できません。",
            "From this row to the next printed one, the item of the plan cannot be told.",
        ),
        Rule(
            "merged_items",
            "warning",
            "複数の項目の混在",
            "Several items in one cell",
            "To which of the items the measure belongs is not printed.",
            "項目の欄に複数の項目「{observed}」が記載されています。どの項目に属するかご確認ください。",
            "The item cell holds several items, '{observed}'; which one the measure belongs to is open.",
        ),
        Rule(
            "lost_measure_name",
            "warning",
            "実施内容の名称の欠落",
            "Lost measure name",
            "A measure without a name cannot be followed over the years.",
            "実施内容の名称が確認できません。名称をご確認ください。",
            "The name of the measure is not printed.",
        ),
        Rule(
            "lost_department",
            "warning",
            "担当課の欠落",
            "Lost department",
            "Nobody can be asked about a measure without a responsible section.",
            "担当課が確認できません。担当課をご確認ください。",
            "No responsible section is printed.",
        ),
        Rule(
            "unknown_department",
            "notice",
            "未登録の担当課",
            "Unregistered department",
            "A name outside seeds/departments.csv may be new, outside the city, or misread.",
            "担当課「{observed}」は登録されていません。正しい名称かご確認ください。",
            "Department '{observed}' is not registered in seeds/departments.csv; it may be new or misread.",
        ),
        Rule(
            "section_not_responsible",
            "warning",
            "担当課欄にない課の記載",
            "Section named that is not responsible",
            "A rating or narrative names a section that the section column of the measure does not.",
            "「{observed}」の記載がありますが、担当課欄にはありません。",
            "'{observed}' is named here but not in the section column.",
        ),
        Rule(
            "unreadable_achievement",
            "warning",
            "読み取れない達成度",
            "Unreadable achievement",
            "The text is none of the known forms of a rating and is not counted.",
            "達成度「{observed}」を読み取れません。率（％）または実施・未実施でご回答ください。",
            "Achievement '{observed}' is none of the known forms.",
        ),
        Rule(
            "achievement_without_unit",
            "notice",
            "単位のない達成度",
            "Achievement without a unit",
            "A bare number is read as percent, as the column's heading says.",
            "達成度「{observed}」に単位がありません。％として扱っています。",
            "Achievement '{observed}' has no unit; it is read as percent.",
        ),
        Rule(
            "achievement_over_100",
            "notice",
            "100％を超える達成度",
            "Achievement over 100 percent",
            "Possible (more people came than were expected), but often a slip.",
            "達成度「{observed}」が100％を超えています。",
            "Achievement '{observed}' is over 100 percent.",
        ),
        Rule(
            "known_misreading",
            "notice",
            "既知の誤読",
            "Known misreading",
            "A misreading of seeds/vocabulary.csv stands in the measure's name; the printed text is kept beside it.",
            "「{observed}」は「{expected}」の誤読として扱っています。",
            "'{observed}' is taken as a misreading of '{expected}'.",
        ),
        Rule(
            "reprise_not_marked",
            "notice",
            "再掲の印のない再掲",
            "Repetition without the mark",
            "The same measure of the same section stands elsewhere in the table; it is counted once.",
            "「{observed}」は他の項目にも掲載されていますが、再掲の印がありません。",
            "'{observed}' is listed elsewhere, too, but carries no mark of repetition.",
        ),
        Rule(
            "reprise_without_first",
            "notice",
            "初出の見当たらない再掲",
            "Mark of repetition without a first listing",
            "The mark says the measure stands elsewhere, but no earlier listing has its name.",
            "「{observed}」に再掲の印がありますが、先に掲載された同名の実施内容が見当たりません。",
            "'{observed}' is marked as a repetition, but no earlier listing has this name.",
        ),
        Rule(
            "doubtful_cell",
            "notice",
            "位置の疑わしいセル",
            "Cell in a doubtful place",
            "The row's structure is damaged; the cell was given the most probable place.",
            "この欄は「{observed}」として読みましたが、「{expected}」の可能性もあります。",
            "Read as {observed}, but {expected} is possible.",
        ),
        Rule(
            "quarantined_cell",
            "warning",
            "位置の決まらないセル",
            "Cell without a place",
            "No field is probable enough; the cell is kept and counts nowhere.",
            "「{observed}」がどの欄の記載か判断できません。原文をご確認ください。",
            "No field can be given to '{observed}'.",
        ),
        Rule(
            "surplus_cell",
            "notice",
            "余分なセル",
            "Surplus cell",
            "A double, a stray or a left-over of a heading: kept, not used.",
            "「{observed}」は重複または混入とみなし、使用していません。",
            "'{observed}' is taken as a double or a stray and is not used.",
        ),
        Rule(
            "stale_adjudication",
            "error",
            "原文の変わった裁定",
            "Adjudication whose source changed",
            "The line is not the one that was decided about; the decision was not applied.",
            "裁定（{observed}）の対象行が変わったため、適用していません。再度ご確認ください。",
            "The line adjudicated by {observed} has changed; the decision was not applied.",
        ),
    )
}
