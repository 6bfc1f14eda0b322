attach {{ path | literal }} as {{ name | identifier }} (read_only)
