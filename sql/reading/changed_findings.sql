-- grain: one family of rules with findings that are open, new, or resolved by the run of this release
with

found as (
    select
        rule_code,
        count(*) filter (where state in ('new', 'persisting')) as open_count,
        count(*) filter (where state = 'new') as new_count,
        count(*) filter (where state = 'accepted') as accepted_count,
        count(*) filter (where state = 'superseded') as superseded_count,
        0 as resolved_count
    from quality.finding
    group by rule_code
),

resolved as (
    select rule_code, 0, 0, 0, 0, count(*)
    from quality.finding_history
    semi join quality.run on quality.run.run_id = finding_history.resolved_in_run
    group by rule_code
),

counted as (
    select * from found union all select * from resolved
)

select
    family_no, family_ja, family_en,
    sum(open_count)::integer as open_count,
    sum(new_count)::integer as new_count,
    sum(resolved_count)::integer as resolved_count,
    sum(accepted_count)::integer as accepted_count,
    sum(superseded_count)::integer as superseded_count
from counted
inner join quality.rule using (rule_code)
group by family_no, family_ja, family_en
order by family_no
