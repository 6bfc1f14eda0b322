-- grain: one section under its present name x measure line that it, or a section it succeeded, was responsible for
with recursive

sections as (select department_id, section_name, successor_department_id, aliases, is_registered from core.dim_department),

-- union, not union all: a loop of successors ends
renamed as (
    select department_id, department_id as later_id from sections
    union
    select renamed.department_id, sections.successor_department_id
    from renamed
    inner join sections on sections.department_id = renamed.later_id
    where sections.successor_department_id is not null
),

present as (
    select renamed.department_id, renamed.later_id as present_id
    from renamed
    anti join sections on sections.department_id = renamed.later_id and sections.successor_department_id is not null
),

responsible as (
    select distinct present_id as department_id, document_id, measure_id
    from core.bridge_measure_department
    inner join present using (department_id)
    where is_responsible
),

names as (
    select
        present_id as department_id,
        list(distinct section_name order by section_name) || list_filter(
            flatten(list(string_split(coalesce(aliases, ''), '|') order by section_name)), lambda name: name <> ''
        ) as names
    from present
    inner join sections using (department_id)
    group by present_id
),

final as (
    select
        responsible.department_id, section_name, is_registered, names, responsible.document_id, line_no
    from responsible
    inner join sections using (department_id)
    inner join names using (department_id)
    inner join core.measure_listing using (document_id, measure_id)
    where section_name <> '(不明)'
)

select * from final
order by department_id, document_id, line_no
