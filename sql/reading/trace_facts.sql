-- grain: one fact that meets every given condition (a condition that is NULL is not given)
with given as (
    select
        getvariable('measure')::varchar as measure,
        getvariable('fiscal_year')::integer as fiscal_year,
        getvariable('department')::varchar as department,
        getvariable('line_no')::integer as line_no,
        getvariable('document_id')::varchar as document_id
),

-- a renamed measure is found by every name that an edition prints
names as (
    select measure_id, name from core.dim_measure
    union
    select measure_id, name_as_printed as name from core.measure_listing
),

named as (
    select distinct names.measure_id
    from names
    cross join given
    where names.measure_id = given.measure or contains(names.name, given.measure)
),

facts as (
    select
        fact.*,
        measure.name as measure_name,
        department.section_name
    from core.fact_progress as fact
    inner join core.dim_measure as measure on fact.measure_id = measure.measure_id
    inner join core.dim_department as department on fact.department_id = department.department_id
),

final as (
    select facts.*
    from facts
    cross join given
    where
        (given.measure is null or facts.measure_id in (select named.measure_id from named))
        and (given.fiscal_year is null or facts.fiscal_year = given.fiscal_year)
        and (
            given.department is null
            or facts.department_id = given.department
            or contains(facts.section_name, given.department)
        )
        and (given.line_no is null or facts.source_line_no = given.line_no)
        and (given.document_id is null or facts.document_id = given.document_id)
)

select * from final
order by document_id, source_line_no, fiscal_year, department_id
