-- grain: one disposition of non-blank cells
select disposition, count(*) as cell_count
from quality.cell_ledger
group by disposition
order by cell_count desc, disposition
