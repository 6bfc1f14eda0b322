-- grain: one measure of the plan, in the order of the newest edition that lists it
with

measures as (
    select * from core.dim_measure where municipality_code || '_' || plan_code = getvariable('plan_id')
),

policies as (
    select
        policy_id, kind as policy_kind, number as policy_number, item_no, item_name,
        max(name) filter (where item_no is null) over (partition by parent_policy_id) as policy_name
    from core.dim_policy
),

editions as (select document_id, edition_fiscal_year from raw.document),

listings as (
    select measure_id, document_id, edition_fiscal_year, min(line_no) as line_no
    from core.measure_listing inner join editions using (document_id)
    group by all
),

newest as (
    select measure_id, edition_fiscal_year, line_no
    from listings
    qualify row_number() over (partition by measure_id order by edition_fiscal_year desc, line_no) = 1
),

sections as (
    select measure_id, list(distinct section_name order by section_name) as section_names
    from core.current_progress inner join core.dim_department using (department_id)
    where is_responsible
    group by measure_id
),

final as (
    select
        measure_id, name, description, reprise_of_measure_id, policy_kind, policy_number, policy_name, item_no, item_name,
        coalesce(section_names, []) as section_names, edition_fiscal_year, line_no
    from measures
    left join policies using (policy_id)
    left join newest using (measure_id)
    left join sections using (measure_id)
)

select * from final order by edition_fiscal_year desc nulls last, line_no, measure_id
