-- grain: one document of the plan, the newest edition first
with

documents as (select * from raw.document where plan_id = getvariable('plan_id')),
listings as (select document_id, count(*) as listing_count from core.measure_listing group by document_id),

cells as (
    select
        document_id, count(*) as cell_count,
        count(*) filter (where disposition in ('fact', 'dimension')) as used_count,
        count(*) filter (where disposition in ('surplus', 'quarantined', 'unread')) as unused_count
    from quality.cell_ledger
    group by document_id
),

final as (
    select
        document_id, edition_fiscal_year, format, sheet, source_path, source_url, retrieved_on, licence, note, sha256,
        line_count, coalesce(listing_count, 0) as listing_count, coalesce(cell_count, 0) as cell_count,
        coalesce(used_count, 0) as used_count, coalesce(unused_count, 0) as unused_count
    from documents
    left join listings using (document_id)
    left join cells using (document_id)
)

select * from final order by edition_fiscal_year desc, document_id
