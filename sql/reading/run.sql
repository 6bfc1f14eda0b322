-- grain: the one run behind this file
select
    run_id,
    previous_run_id,
    previous_published_at,
    published_at,
    shinchoku_version,
    document_count,
    rejected_document_count,
    content_sha256
from quality.run
