select {{ table.columns | map(attribute='name') | map('identifier') | join(', ') }}
from read_parquet([{{ paths | map('literal') | join(', ') }}])
