-- grain: one accepted document
with

documents as (select * from raw.document),
listings as (select * from core.measure_listing),
measures as (select * from core.dim_measure),

listed as (
    select
        document_id,
        count(*) as listing_count,
        count(reprise_of_measure_id) as reprise_count
    from listings
    inner join measures using (measure_id)
    group by document_id
),

final as (
    select
        document_id, municipality_name, plan_name, edition_fiscal_year, line_count,
        coalesce(listing_count, 0) as listing_count, coalesce(reprise_count, 0) as reprise_count,
        source_path, source_url, retrieved_on, licence, note
    from documents
    left join listed using (document_id)
)

select * from final order by document_id
