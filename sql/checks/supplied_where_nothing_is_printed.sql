-- check: a value is supplied only where no cell is placed, and its field counts as filled; print is never overruled
with

supplied as (select document_id, line_no, field, fiscal_year, text from staging.supplied_value),

printed as (
    select supplied.*, 'a cell is placed here' as fault
    from supplied
    inner join staging.placed_cell as cell
        on cell.document_id = supplied.document_id and cell.line_no = supplied.line_no
        and not cell.is_beside and cell.field = supplied.field and cell.fiscal_year is not distinct from supplied.fiscal_year
),

unsettled as (
    select supplied.*, 'state is ' || state as fault
    from supplied
    inner join staging.listing_field as listing
        on listing.document_id = supplied.document_id and listing.line_no = supplied.line_no
        and listing.field = supplied.field and listing.fiscal_year is not distinct from supplied.fiscal_year
    where state not in ('filled', 'dash')
)

from printed union all from unsettled
