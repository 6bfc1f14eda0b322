-- grain: plan x fiscal_year x measure x department: core.current_progress named, with a flag per count of other marts
with

progress as (
    select * exclude (
        department_count, min_posterior, plan_text, status_text, evaluation_text, direction_text,
        plan_document_id, status_document_id, evaluation_document_id, direction_document_id
    )
    from core.current_progress
),
measures as (select measure_id, name as measure_name, policy_id, reprise_of_measure_id from core.dim_measure),
departments as (select department_id, section_name from core.dim_department),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

policies as (
    select policy_id, item_no, kind as policy_kind, number as policy_number,
        max(name) filter (where item_no is null)
            over (partition by parent_policy_id) as policy_name
    from core.dim_policy
),

named as (
    select *
    from progress
    inner join measures using (measure_id)
    inner join departments using (department_id)
    left join policies using (policy_id)
    left join fiscal_years using (fiscal_year)
),

final as (
    select
        * exclude (policy_id, reprise_of_measure_id),
        reprise_of_measure_id is not null as is_reprise,
        -- own and not counted: a narrative names the department, but no section column and no rating does
        case
            when is_reprise then 'reprise'
            when attribution = 'own' and not is_counted then 'narrative_only'
            else attribution
        end as part,
        1 as achievement_count,
        (achievement_kind in ('percent', 'implemented', 'not_implemented', 'by_component', 'graded'))::integer
            as rated_count,
        (achievement_kind = 'percent')::integer as percent_count,
        coalesce(achievement_pct, 0) as percent_sum,
        (achievement_kind = 'implemented')::integer as implemented_count,
        (achievement_kind = 'not_implemented')::integer as not_implemented_count,
        (achievement_kind = 'by_component')::integer as by_component_count,
        (achievement_kind = 'graded')::integer as graded_count,
        (achievement_kind = 'not_applicable')::integer as not_applicable_count,
        (achievement_kind = 'unreadable')::integer as unreadable_count,
        (achievement_kind = 'missing')::integer as missing_count,
        (achievement_kind = 'not_due')::integer as not_due_count,
        (attribution = 'shared')::integer as shared_count,
        has_uncertain_cell::integer as has_uncertain_count
    from named
)

select * from final
