-- grain: measure x indicator x fiscal_year of the plan
select * exclude (plan_id) from mart.indicator_timeline
where plan_id = getvariable('plan_id')
order by measure_id, indicator_no, fiscal_year
