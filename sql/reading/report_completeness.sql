-- grain: plan x fiscal_year (NULL: fields without a year) x field
with

completeness as (select * from mart.completeness_by_year_field),

final as (
    select
        plan_id, fiscal_year, field, asked_count, filled_count, dash_count, blank_count, lost_count,
        quarantined_count, not_due_count, filled_share
    from completeness
)

select * from final
order by
    plan_id,
    fiscal_year nulls last,
    list_position(
        ['item', 'measure', 'description', 'page', 'bureau', 'section', 'reprise',
            'plan', 'status', 'evaluation', 'achievement'],
        field
    )
