"""From placed cells to dimensions and facts, with the lineage of every value. Texts are read by `values/`."""
