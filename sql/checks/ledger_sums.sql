-- check: every non-blank cell has exactly one row in the ledger, no other cell has one; nothing is dropped in silence
with

printed as (
    select document_id, line_no, cell_no from raw.cell
    where not regexp_full_match(text, '[\s\p{Z}\x0B\x1C-\x1F\x{85}]*')
),

ledger as (
    select document_id, line_no, cell_no, count(*) as ledger_count from quality.cell_ledger group by all
)

select
    document_id, line_no, cell_no, coalesce(ledger_count, 0) as ledger_count,
    printed.line_no is not null as is_printed
from printed
full join ledger using (document_id, line_no, cell_no)
where printed.line_no is null or ledger_count is distinct from 1
