set variable {{ name | identifier }} = {{ value | literal }}
