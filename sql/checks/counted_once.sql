-- check: of rows that share an achievement one is counted, of own ones each printed one; no sum counts it twice
with

shared as (
    select
        document_id, fiscal_year, measure_id, source_line_no,
        count(*) filter (where is_counted) as counted_count,
        count(distinct coalesce(achievement_as_printed, achievement_kind)) as value_count,
        count(*) as row_count,
        max(department_count) as department_count
    from core.fact_progress
    where attribution = 'shared'
    group by all
),

own as (
    select
        document_id, fiscal_year, measure_id, source_line_no,
        0 as counted_count, 1 as value_count, 1 as row_count, department_count
    from core.fact_progress
    where attribution = 'own' and not is_counted and achievement_as_printed is not null
)

select * from shared
where counted_count <> 1 or value_count <> 1 or row_count < 2 or row_count <> department_count
union all
select * from own
