-- the first value that is there, of each column, in the order of all columns
with

listed as (select * from {{ schema | identifier }}.{{ name | identifier }} order by all limit 20000),
numbered as (select *, row_number() over () as example_no from listed)

select
    {%- for column in columns %}
    arg_min({{ column | identifier }}::varchar, example_no)
        filter (where nullif({{ column | identifier }}::varchar, '') is not null) as {{ column | identifier }}{{ ',' if not loop.last }}
    {%- endfor %}
from numbered
