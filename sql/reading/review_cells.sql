-- grain: one cell of a document, as in raw.cell
select * from raw.cell where document_id = getvariable('document_id')::varchar order by line_no, cell_no
