comment on column {{ name }}.{{ column | identifier }} is {{ comment | literal }}
