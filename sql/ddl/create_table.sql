create table {{ table.name }} (
    {%- for column in table.columns %}
    {{ column.name | identifier }} {{ column.duckdb_type }}{{ '' if column.is_nullable else ' not null' }}{{ ',' if not loop.last or table.is_keyed }}
    {%- endfor %}
    {%- if table.is_keyed %}
    primary key ({{ table.keys | map('identifier') | join(', ') }})
    {%- endif %}
)
