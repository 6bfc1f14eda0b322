-- grain: one column of the table or Japanese view named by the variable table_name
with

keys as (
    select schema_name, table_name, constraint_column_names as key_columns
    from duckdb_constraints()
    where constraint_type = 'PRIMARY KEY'
),

columns as (
    select schema_name, table_name, column_name, column_index, data_type, is_nullable, comment
    from duckdb_columns()
    where schema_name || '.' || table_name = getvariable('table_name')::varchar
),

final as (
    select
        column_name, column_index, data_type, comment,
        is_nullable and schema_name <> 'ja' as is_nullable,
        coalesce(list_contains(key_columns, column_name), false) as is_key
    from columns left join keys using (schema_name, table_name)
)

select * from final order by column_index
