-- grain: one document
with measures as (
    -- a measure may stand on several lines: one for each section, indicator or year
    select document_id, count(distinct measure_id) as measure_count
    from core.measure_listing
    group by document_id
),

facts as (
    select document_id, count(*) as fact_count
    from core.fact_progress
    group by document_id
),

final as (
    select
        document.document_id,
        document.municipality_name,
        document.plan_name,
        document.edition_fiscal_year,
        document.encoding,
        document.line_count,
        coalesce(measures.measure_count, 0) as measure_count,
        coalesce(facts.fact_count, 0) as fact_count
    from raw.document as document
    left join measures on document.document_id = measures.document_id
    left join facts on document.document_id = facts.document_id
)

select * from final
order by document_id
