-- grain: fiscal_year x section of the plan, by name
select * from mart.completeness_by_department_year
where plan_id = getvariable('plan_id') and fiscal_year is not null
order by bureau_name nulls last, section_name, department_id, fiscal_year
