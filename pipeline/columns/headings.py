"""What a heading asks for, column by column."""

from dataclasses import dataclass

# Below this a column is in doubt, and so is every cell under it.
CERTAIN = 0.9


@dataclass(frozen=True)
class HeadingField:
    """One column of a heading: the field and fiscal year it asks for (None: no year, or none that can be told).

    `text` joins the rows of the heading; `method` is `registered` (seeds/headings.csv) or `learnt`. `is_beside`: facts
    are not taken from it, because another column asks for the same, or it is a schedule; it is kept under its heading.
    """

    cell_no: int
    text: str
    field: str
    fiscal_year: int | None
    posterior: float = 1.0
    method: str = "registered"
    alternative_field: str | None = None
    is_beside: bool = False

    @property
    def is_uncertain(self) -> bool:
        """Say whether it may ask for something else."""
        return self.posterior < CERTAIN
