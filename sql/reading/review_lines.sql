-- grain: one line of a document, as in raw.line
select * from raw.line where document_id = getvariable('document_id')::varchar order by line_no
