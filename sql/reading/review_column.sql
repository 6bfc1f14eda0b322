-- grain: one distinct text that stands in a column, most frequent first; what somebody who names the column looks at
select text, count(*) as cell_count, min(line_no) as first_line_no
from staging.placed_cell
where document_id = getvariable('document_id')::varchar and heading_cell_no = getvariable('cell_no')::integer
group by text
order by cell_count desc, first_line_no
limit 8
