-- check: every key of a fact is in its dimension, listing and bridge; else a join drops the row from a figure unseen
with

facts as (select document_id, fiscal_year, measure_id, department_id, source_line_no from core.fact_progress),

unresolved as (
    select *, 'document_id' as key from facts anti join raw.document using (document_id)
    union all
    select *, 'fiscal_year' from facts anti join core.dim_fiscal_year using (fiscal_year)
    union all
    select *, 'measure_id' from facts anti join core.dim_measure using (measure_id)
    union all
    select *, 'department_id' from facts anti join core.dim_department using (department_id)
    union all
    select *, 'bridge' from facts
    anti join core.bridge_measure_department using (document_id, measure_id, fiscal_year, department_id)
    union all
    select *, 'source_line_no' from facts
    anti join core.measure_listing as listings
        on listings.document_id = facts.document_id and listings.line_no = facts.source_line_no
        and listings.measure_id = facts.measure_id
)

select * from unresolved
