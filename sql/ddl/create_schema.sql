create schema {{ name | identifier }}
