-- check: a percent stands exactly where the kind is percent and digits are printed; 実施 never becomes a number
with

facts as (
    select
        document_id, fiscal_year, measure_id, department_id, achievement_kind, achievement_pct, achievement_as_printed
    from core.fact_progress
    where (achievement_pct is not null) <> (achievement_kind = 'percent')
        or (achievement_kind = 'percent' and not coalesce(regexp_matches(achievement_as_printed, '\p{Nd}'), false))
),

components as (
    select document_id, fiscal_year, measure_id, department_id, achievement_kind, achievement_pct, label
    from core.fact_achievement_component
    where (achievement_pct is not null) <> (achievement_kind = 'percent')
)

select * from facts
union all
select * from components
