-- check: the ledger says fact or dimension exactly where lineage shows that use; else a lost cell has a good name
with

used as (
    select
        document_id, line_no, cell_no,
        case when bool_or(core_table like 'core.fact!_%' escape '!') then 'fact' else 'dimension' end as use
    from quality.lineage
    group by all
),

compared as (
    select document_id, line_no, cell_no, disposition, use
    from quality.cell_ledger
    full join used using (document_id, line_no, cell_no)
)

select *
from compared
where
    disposition is null
    or (disposition in ('fact', 'dimension') and use is distinct from disposition)
    or (disposition in ('policy', 'title') and use = 'fact')
    or (disposition not in ('fact', 'dimension', 'policy', 'title') and use is not null)
