-- check: every non-blank cell of a measure, continuation or policy line is placed once, no other is; none is lost or doubled
with

printed as (
    select document_id, line_no, cell_no from raw.cell
    inner join raw.line using (document_id, line_no)
    where kind in ('measure', 'continuation', 'policy')
        and not regexp_full_match(text, '[\s\p{Z}\x0B\x1C-\x1F\x{85}]*')
),

placed as (
    select document_id, line_no, cell_no, count(*) as placed_count from staging.placed_cell group by all
)

select
    document_id, line_no, cell_no, coalesce(placed_count, 0) as placed_count,
    printed.line_no is not null as is_expected
from printed
full join placed using (document_id, line_no, cell_no)
where printed.line_no is null or placed_count is distinct from 1
