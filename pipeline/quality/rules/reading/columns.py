"""Rules about columns: what is in doubt or unknown, what a sheet hides, and what a spreadsheet program did by itself.

Found while documents are read and facts are built; each is told once for its column.
"""

from pipeline.quality.rules.base import Rule

RULES = (
    Rule(
        code="doubtful_column",
        severity="warning",
        title_ja="意味の確かでない列",
        title_en="Column in doubt",
        rationale="Heading, contents and neighbours of a column leave open what it asks for. Its cells are marked as "
        "uncertain, and rules stay silent on them. Register the heading in seeds/headings.csv.",
        rationale_ja="見出し・内容・前後の列から、その列が何を尋ねているかを確定できません。セルは不確かなものとして扱います。",
        message_ja="見出し「{observed}」の列は{expected}として読み取りましたが、確かではありません。"
        "seeds/headings.csv に登録してください。",
        message_en="The column '{observed}' was read as {expected}, but that is in doubt; "
        "register its heading in seeds/headings.csv.",
        example="見出しが欠けている列",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="unknown_heading",
        severity="notice",
        title_ja="未知の見出し",
        title_en="Unknown heading",
        rationale="A column that fits no field is kept under its heading (core.fact_attribute) and counted nowhere. "
        "If it is one of the fields, register its heading in seeds/headings.csv.",
        rationale_ja="どの項目にも当たらない列は、見出しとともにそのまま保存し、集計には使いません。",
        message_ja="見出し「{observed}」の意味が登録されていないため、その他の項目として保存しました。"
        "達成度などの項目に当たる場合は、seeds/headings.csv に追加してください。",
        message_en="Heading '{observed}' is unknown; its column is kept as it is. "
        "If it is one of the fields, add it to seeds/headings.csv.",
        example="見出し「備考欄その2」の列",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="hidden_lines",
        severity="notice",
        title_ja="非表示の行・列",
        title_en="Hidden rows and columns",
        rationale="A sheet hides rows or columns. They are read like all others: nobody can tell why they are hidden.",
        rationale_ja="シートに非表示の行・列があります。理由が分からないため、他の行・列と同じように読み取ります。",
        message_ja="非表示の行（{observed}）・列（{expected}）も読み取りました。不要な場合は、削除した表に替えてください。",
        message_en="Hidden rows ({observed}) and columns ({expected}) were read; "
        "if they are not wanted, delete them in the source.",
        example="Excel で非表示にした前年度の列",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="formula_error",
        severity="warning",
        title_ja="計算式のエラー・表示できない値",
        title_en="Error instead of a value",
        rationale="A spreadsheet prints #REF! or ######## where a formula cannot be computed or a column is narrow. "
        "The value is not in the file; only its author can give it.",
        rationale_ja="計算式のエラーや列幅の不足により、値が表示されていません。値はファイルから読み取れません。",
        message_ja="{expected}行目に「{observed}」と表示されています。値をご確認のうえ、表を保存し直してください。",
        message_en="Lines {expected} show '{observed}'; check the values and save the table again.",
        example="実績値の欄に #REF!",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="table_not_read",
        severity="warning",
        title_ja="読み取っていないシートの表",
        title_en="Table on a sheet that is not read",
        rationale="Of a workbook one sheet is read. Another one holds a progress table, too; its measures are missing "
        "until it is joined to the sheet that is read, or registered as a plan of its own (the same path, with sheet).",
        rationale_ja="ブックのうち読み取るシートは一つです。ほかのシートにも進捗状況の表があり、その実施内容は含まれていません。"
        "一つのシートにまとめるか、別の計画コードで documents.csv に登録してください（sheet にシート名）。",
        message_ja="シート「{observed}」にも進捗状況の表がありますが、読み取ったのはシート「{expected}」だけです。",
        message_en="Sheets '{observed}' hold progress tables, too, but only '{expected}' is read.",
        example="基本目標ごとにシートが分かれたブック",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="sheet_not_read",
        severity="notice",
        title_ja="読み取っていないシート",
        title_en="Sheet that is not read",
        rationale="Of a workbook one sheet is read. The others look like no progress table and are not used.",
        rationale_ja="ブックのうち読み取るシートは一つです。ほかのシートは進捗状況の表ではないものとして使用していません。",
        message_ja="シート「{observed}」は読み取っていません（読み取ったのはシート「{expected}」です）。",
        message_en="Sheets '{observed}' are not read (but '{expected}' is).",
        example="「記入要領」のシート",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="date_for_number",
        severity="warning",
        title_ja="番号が日付に変わった欄",
        title_en="Number turned into a date",
        rationale="A spreadsheet turns 1-1 into 1月1日. Beside other numbers of this kind it was none. It is kept as "
        "printed: which number it was, nobody can tell.",
        rationale_ja="「1-1」のような番号が日付に変わっています。元の番号を確定できないため、表示のまま保存します。",
        message_ja="番号の列の{expected}行目に、日付「{observed}」があります。"
        "表計算ソフトで自動変換された可能性があります。元の番号をご確認ください。",
        message_en="Lines {expected} of a column of numbers hold dates ('{observed}'), "
        "probably converted by a spreadsheet; check the numbers.",
        example="事業番号の欄に 1月1日（正しくは 1-1）",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="rating_scale_learnt",
        severity="notice",
        title_ja="凡例のない評価記号",
        title_en="Rating scale without a legend",
        rationale="The column rates by marks that nobody explains. They are counted as they are, without order. "
        "Declare the scale in seeds/rating_scales.csv.",
        rationale_ja="評価記号の意味と順序が資料に示されていません。記号のまま集計し、順序は付けません。",
        message_ja="「{observed}」の評価記号（{expected}）に凡例がありません。意味と順序をご教示ください。",
        message_en="The marks of '{observed}' ({expected}) are not explained; please tell their meaning and order.",
        example="評価が A・B・C で、凡例がない表",
        question_ja="",
        answer="confirmation",
    ),
    Rule(
        code="rates_as_fractions",
        severity="notice",
        title_ja="小数で記入された率",
        title_en="Rates as fractions",
        rationale="A column of rates prints 0.8 where 80% is meant, as Excel stores percentages. They are read as "
        "percentages; the printed text stays beside them.",
        rationale_ja="率の列が 0.8 のような小数で記入されています。80% として読み取り、元の表記も残します。",
        message_ja="「{observed}」の率は小数で記入されているため、100倍して百分率として読み取りました。",
        message_en="The rates of '{observed}' are fractions; they were read as percentages (times 100).",
        example="達成率の欄に 0.8",
        question_ja="",
        answer="confirmation",
    ),
)
