-- grain: one table or Japanese view, what is quoted most first; comment: Japanese, then English on lines of their own
with

tables as (
    select schema_name || '.' || table_name as table_name, schema_name, comment, estimated_size as row_count, table_oid
    from duckdb_tables()
),

views as (
    select schema_name || '.' || view_name as table_name, schema_name, comment, null as row_count, view_oid as table_oid
    from duckdb_views()
    where schema_name = 'ja'
),

final as (
    select * from tables
    union all by name
    select * from views
)

select table_name, comment, row_count from final
order by list_position(['mart', 'ja', 'core', 'quality', 'staging', 'raw'], schema_name), table_oid
