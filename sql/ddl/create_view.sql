create view ja.{{ name | identifier }} as
select
    {%- for column in table.columns %}
    {{ column.name | identifier }} as {{ column.heading_ja | identifier }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ table.name }}
