"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Seeds = Annotated[
    Path | None,
    typer.Option(help="文書台帳などのフォルダ / folder of the register (documents.csv)", show_default="seeds/"),
]
Output = Annotated[
    Path | None, typer.Option(help="データのフォルダ / folder of the warehouse", show_default="warehouse/")
]
