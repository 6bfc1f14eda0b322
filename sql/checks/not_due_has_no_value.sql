-- check: not_due stands exactly where the heading asks for no achievement and none is printed; it is not a gap
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
    or (achievement_kind = 'missing' and is_asked is null)
