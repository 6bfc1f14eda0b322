-- grain: fiscal_year x section of the plan, by name; what is its own and what it shares with others apart
select * from mart.achievement_by_department_year
where plan_id = getvariable('plan_id')
order by bureau_name nulls last, section_name, department_id, fiscal_year
