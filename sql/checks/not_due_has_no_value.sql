-- check: an achievement is not_due exactly where the heading of its line does not ask for one and nothing is printed,
-- because a year that is not yet asked for must not look like a gap, nor a gap like a year to come
with

asked as (
    select document_id, line_no as source_line_no, fiscal_year, true as is_asked
    from staging.listing_field
    where field = 'achievement'
)

select
    document_id, source_line_no, fiscal_year, measure_id, department_id, achievement_kind, achievement_as_printed,
    coalesce(is_asked, false) as is_asked
from core.fact_progress
left join asked using (document_id, source_line_no, fiscal_year)
where
    (achievement_kind = 'not_due' and (is_asked or achievement_as_printed is not null or achievement_pct is not null))
    -- a row that is not counted answers for nobody: a narrative alone names its department
    or (achievement_kind = 'missing' and is_counted and is_asked is null)
