-- grain: one rule with findings
with counted as (
    select rule_code, count(*) as finding_count
    from quality.finding
    group by rule_code
),

final as (
    select
        rule.severity,
        rule.rule_code,
        rule.title_ja,
        rule.title_en,
        counted.finding_count
    from counted
    inner join quality.rule as rule on counted.rule_code = rule.rule_code
)

select * from final
order by case severity when 'error' then 1 when 'warning' then 2 else 3 end, finding_count desc, rule_code
