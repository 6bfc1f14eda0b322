comment on {{ kind }} {{ name }} is {{ comment | literal }};
{% for column, text in columns.items() -%}
comment on column {{ name }}.{{ column | identifier }} is {{ text | literal }};
{% endfor %}
