-- grain: measure x fiscal_year x field that no edition of the plan asks for: not yet, or not in such early years
with

asked as (
    select measure_id, fiscal_year, field, state from mart.asked_field
    where plan_id = getvariable('plan_id') and fiscal_year is not null
),

lasts as (select field, max(fiscal_year) as last_fiscal_year from asked where state <> 'not_due' group by field),

final as (
    select measure_id, fiscal_year, field, coalesce(fiscal_year < last_fiscal_year, false) as is_past
    from asked left join lasts using (field)
    where state = 'not_due'
)

select * from final order by measure_id, fiscal_year, field
