-- grain: one column of a heading of a document, as in staging.heading_field
select * from staging.heading_field
where document_id = getvariable('document_id')::varchar
order by line_no, cell_no
