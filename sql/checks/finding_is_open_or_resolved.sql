-- check: no finding is open and resolved at once, and one that was first seen in this run is not persisting
with

findings as (select finding_id, state, first_seen_run from quality.finding),
history as (select finding_id from quality.finding_history),
runs as (select run_id from quality.run),

final as (
    select finding_id, state, first_seen_run from findings semi join history using (finding_id)
    union all
    select finding_id, state, first_seen_run
    from findings cross join runs
    where (state = 'new' and first_seen_run <> run_id) or (state = 'persisting' and first_seen_run = run_id)
)

select * from final
