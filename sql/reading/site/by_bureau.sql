-- grain: fiscal_year x bureau of the plan, by name
select * from mart.achievement_by_bureau_year
where plan_id = getvariable('plan_id')
order by bureau_name nulls last, fiscal_year
