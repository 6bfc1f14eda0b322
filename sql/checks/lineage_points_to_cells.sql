-- check: every cell that lineage names exists and is not blank; a figure must lead back to its source
with

printed as (
    select document_id, line_no, cell_no from raw.cell
    where not regexp_full_match(text, '[\s\p{Z}\x0B\x1C-\x1F\x{85}]*')
)

select core_table, record_key, column_name, document_id, line_no, cell_no
from quality.lineage
anti join printed using (document_id, line_no, cell_no)
