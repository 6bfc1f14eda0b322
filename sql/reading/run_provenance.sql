-- grain: the one run behind this file, as the manifest of a release tells it
select
    run_id,
    published_at,
    shinchoku_version,
    row_counts,
    content_sha256
from quality.run
