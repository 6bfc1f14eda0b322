-- grain: fiscal_year x field of the plan; fields without a year first
select * from mart.completeness_by_year_field
where plan_id = getvariable('plan_id')
order by
    fiscal_year nulls first,
    list_position(['plan', 'status', 'evaluation', 'achievement', 'direction', 'target', 'actual'], field) nulls first, field
