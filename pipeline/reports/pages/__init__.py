"""The pages of the site, one module each: rows in, pages out. What they say stands in the templates."""
