-- grain: measure x fiscal_year x department of the plan: the rating as it counts, and of which kind it is
select
    measure_id, fiscal_year, bureau_name, department_id, section_name, is_reprise, is_responsible, achievement_kind,
    achievement_pct, achievement_grade, achievement_as_printed, achievement_document_id as document_id, attribution,
    is_counted, part, has_uncertain_cell
from mart.achievement
where plan_id = getvariable('plan_id')
order by measure_id, fiscal_year, bureau_name nulls last, section_name
