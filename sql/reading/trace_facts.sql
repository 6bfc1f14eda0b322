-- grain: one fact that meets every given condition (a condition that is NULL is not given)
with facts as (
    select
        fact.*,
        measure.name as measure_name,
        department.section_name
    from core.fact_progress as fact
    inner join core.dim_measure as measure on fact.measure_id = measure.measure_id
    inner join core.dim_department as department on fact.department_id = department.department_id
)

select *
from facts
where
    ($measure is null or measure_id = $measure or contains(measure_name, $measure))
    and ($fiscal_year is null or fiscal_year = $fiscal_year)
    and ($department is null or department_id = $department or contains(section_name, $department))
    and ($line_no is null or source_line_no = $line_no)
    and ($document_id is null or document_id = $document_id)
order by document_id, source_line_no, fiscal_year, department_id
