-- grain: plan x fiscal_year x policy (its items rolled up; unknown: NULL); yearly fields of listed measures
with

asked as (select * from mart.asked_field where fiscal_year is not null),

final as (
    select
        plan_id, fiscal_year, fiscal_year_label, policy_kind, policy_number, policy_name,
        count(distinct measure_id) as listing_count,
        count(distinct measure_id) filter (where is_reprise) as reprise_listing_count,
        sum(columns('_count$')) as '\0',
        sum(filled_count) / nullif(sum(asked_count), 0) as filled_share
    from asked
    group by all
)

select * from final
