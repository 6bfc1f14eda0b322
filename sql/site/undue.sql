-- grain: measure x fiscal_year x field that no edition of the plan asks for yet
select measure_id, fiscal_year, field
from mart.asked_field
where plan_id = getvariable('plan_id') and fiscal_year is not null and state = 'not_due'
order by measure_id, fiscal_year, field
