"""The clean tables that are damaged: the confirmed rows of Kiyose, and those of invented cities."""

from benchmarks.cities import CITIES, city_table
from benchmarks.clean import Table, kiyose_table

TABLES = ("kiyose", *CITIES)


def table_of(name: str, seed: int) -> Table:
    """Return the table of this name; those of invented cities differ from seed to seed."""
    return kiyose_table() if name == "kiyose" else city_table(name, seed)
