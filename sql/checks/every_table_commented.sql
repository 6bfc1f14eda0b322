-- check: every table, view and column of our schemas has a comment; the file must explain itself
with

objects as (
    select database_name, schema_name, table_name as name, null as column_name, comment from duckdb_tables()
    union all
    select database_name, schema_name, view_name, null, comment from duckdb_views()
    union all
    select database_name, schema_name, table_name, column_name, comment from duckdb_columns()
)

select schema_name, name, column_name
from objects
where database_name = current_database()
    and schema_name in ('raw', 'staging', 'core', 'mart', 'quality', 'ja')
    and coalesce(trim(comment), '') = ''
