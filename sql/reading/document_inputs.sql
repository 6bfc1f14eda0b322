-- grain: one file that was read as a document
select distinct
    source_path,
    sha256
from raw.document
order by source_path
