-- grain: one document, with what tells whether its file is still the one that was read
select document_id, plan_id, plan_name, municipality_name, edition_fiscal_year, source_path, sheet, sha256
from raw.document
