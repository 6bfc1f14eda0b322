-- grain: one kind of change of one field's current values between two releases; a value is what all sections tell of it
with

now as (
    from (
        unpivot core.current_progress on plan_text, status_text, evaluation_text, achievement_as_printed
        into name field value text
    )
    select measure_id, fiscal_year, field, list(distinct text order by text) as texts
    group by all
),

before as (
    from (
        unpivot earlier.core.current_progress on plan_text, status_text, evaluation_text, achievement_as_printed
        into name field value text
    )
    select measure_id, fiscal_year, field, list(distinct text order by text) as texts
    group by all
),

compared as (
    select
        field,
        case when before.texts is null then 'added' when now.texts is null then 'removed' else 'changed' end as change
    from now
    full join before using (measure_id, fiscal_year, field)
    where now.texts is distinct from before.texts
)

select field, change, count(*) as value_count
from compared
group by all
order by all
