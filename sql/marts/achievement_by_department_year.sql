-- grain: document x fiscal_year x department; achievements of first listings, own and shared ones apart
with

progress as (select * from core.fact_progress),
measures as (select * from core.dim_measure),
departments as (select department_id, section_name from core.dim_department),
responsibilities as (select * from core.bridge_measure_department),
fiscal_years as (select fiscal_year, label as fiscal_year_label from core.dim_fiscal_year),

-- own and not counted: a narrative names the department, but no section column and no rating does
classified as (
    select progress.*,
        achievement_kind in ('percent', 'implemented', 'not_implemented', 'by_component') as is_rated,
        case
            when measures.reprise_of_measure_id is not null then 'reprise'
            when attribution = 'own' and not is_counted then 'narrative_only'
            else attribution
        end as part
    from progress inner join measures using (measure_id)
),

counted_by_kind as (
    from (
        select document_id, fiscal_year, department_id, part || '_' || achievement_kind || '_count' as kind
        from classified
    ) pivot (count(*) for kind in (
        'own_percent_count', 'own_implemented_count', 'own_not_implemented_count', 'own_by_component_count',
        'own_not_applicable_count', 'own_unreadable_count', 'own_missing_count', 'own_not_due_count',
        'shared_percent_count', 'shared_implemented_count', 'shared_not_implemented_count',
        'shared_by_component_count', 'shared_not_applicable_count', 'shared_unreadable_count',
        'shared_missing_count', 'shared_not_due_count'
    ))
),

counted as (
    select document_id, fiscal_year, department_id,
        count(*) filter (where part in ('own', 'shared')) as measure_count,
        count(*) filter (where part = 'own') as own_count,
        count(*) filter (where part = 'own' and is_rated) as own_rated_count,
        coalesce(sum(achievement_pct) filter (where part = 'own'), 0) as own_percent_sum,
        avg(achievement_pct) filter (where part = 'own') as own_percent_mean,
        min(achievement_pct) filter (where part = 'own') as own_percent_min,
        max(achievement_pct) filter (where part = 'own') as own_percent_max,
        count(*) filter (where part = 'shared') as shared_count,
        count(*) filter (where part = 'shared' and is_rated) as shared_rated_count,
        count(*) filter (where part in ('own', 'shared') and has_uncertain_cell) as has_uncertain_count,
        count(*) filter (where part = 'narrative_only') as narrative_only_count,
        count(*) filter (where part = 'reprise') as reprise_count,
        string_agg(distinct bureau_name, ' / ' order by bureau_name) as bureau_name
    from classified
    left join responsibilities using (document_id, fiscal_year, measure_id, department_id) group by all
),

final as (
    select * from counted inner join counted_by_kind using (document_id, fiscal_year, department_id)
    inner join departments using (department_id) left join fiscal_years using (fiscal_year)
)

select * from final
