-- grain: one cell whose place is in doubt, unless a reader has decided; most consequential first
-- Consequence: the rows of core.fact_progress that the decision changes, those of the cell's line in the fiscal year of
-- either candidate. A name, section or mark of repetition has no year and holds for every year of the line; page and
-- description reach no fact. Rows whose rating is at stake (rating_count) first, because marts count ratings.
with

listings as (select * from core.measure_listing),
measures as (select measure_id, name as measure_name from core.dim_measure),
facts as (select document_id, measure_id, fiscal_year, department_id from core.fact_progress),
guards as (select document_id, line_no, sha256 as guard, heading_line_no from raw.line),
columns as (
    select
        document_id, line_no as heading_line_no, cell_no as heading_cell_no, text as heading,
        posterior as column_posterior
    from staging.heading_field
),

doubts as (
    select * from staging.placed_cell
    where
        (is_uncertain or field = 'quarantined') and method <> 'adjudicated'
        and document_id = coalesce(getvariable('document_id')::varchar, document_id)
        and line_no = coalesce(getvariable('line_no')::integer, line_no)
),

lines as (
    select document_id, line_no, list(struct_pack(cell_no, field, fiscal_year, text) order by cell_no) as line_cells
    from staging.placed_cell
    group by document_id, line_no
),

candidates as (
    select document_id, line_no, cell_no, field, fiscal_year from doubts
    union all
    select document_id, line_no, cell_no, alternative_field, alternative_fiscal_year from doubts
),

consequences as (
    select
        document_id, line_no, cell_no,
        count(distinct (facts.fiscal_year, department_id)) as fact_count,
        count(distinct (facts.fiscal_year, department_id))
            filter (where field not in ('plan', 'status', 'evaluation')) as rating_count
    from candidates
    inner join listings using (document_id, line_no)
    inner join facts using (document_id, measure_id)
    where
        field not in ('page', 'description', 'surplus', 'quarantined')
        and (candidates.fiscal_year is null or candidates.fiscal_year = facts.fiscal_year)
    group by document_id, line_no, cell_no
),

final as (
    select
        doubts.*, guard, measure_name, line_cells, heading, column_posterior,
        coalesce(rating_count, 0) as rating_count, coalesce(fact_count, 0) as fact_count
    from doubts
    inner join guards using (document_id, line_no)
    inner join lines using (document_id, line_no)
    left join columns using (document_id, heading_line_no, heading_cell_no)
    left join listings using (document_id, line_no)
    left join measures using (measure_id)
    left join consequences using (document_id, line_no, cell_no)
)

select * from final order by rating_count desc, fact_count desc, posterior, document_id, line_no, cell_no
