-- several plans can tell of one key: the first that fills a column counts
select
    {{ table.keys | map('identifier') | join(', ') }},
    {%- for column in table.columns if column.name not in table.keys %}
    first({{ column.name | identifier }} order by filename)
        filter (where {{ column.name | identifier }} is not null) as {{ column.name | identifier }}{{ ',' if not loop.last }}
    {%- endfor %}
from read_parquet([{{ paths | map('literal') | join(', ') }}], filename = true)
group by all
order by all
