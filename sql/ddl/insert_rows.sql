insert into {{ table.name }} by name
{{ rows }}
