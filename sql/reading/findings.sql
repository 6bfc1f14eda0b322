-- grain: one rule with findings; those that were accepted are counted apart
with counted as (
    select
        rule_code,
        count(*) filter (where state in ('new', 'persisting')) as open_count,
        count(*) filter (where state = 'new') as new_count,
        count(*) filter (where state = 'persisting') as persisting_count,
        count(*) filter (where state = 'accepted') as accepted_count
    from quality.finding
    group by rule_code
),

final as (
    select rule.severity, rule.rule_code, rule.title_ja, rule.title_en, counted.* exclude (rule_code)
    from counted
    inner join quality.rule as rule on counted.rule_code = rule.rule_code
)

select * from final
order by list_position(['error', 'warning', 'notice'], severity), open_count desc, rule_code
