-- grain: fiscal_year x policy of the plan
select * from mart.achievement_by_policy_year
where plan_id = getvariable('plan_id')
order by list_position(['basic', 'priority'], policy_kind) nulls last, policy_number nulls last, policy_name, fiscal_year
