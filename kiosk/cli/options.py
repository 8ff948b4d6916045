"""Options and arguments that several commands have."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print only JSON.")]
AsMember = Annotated[str, typer.Option("--as", help="The coach or fixer who does it.")]
ForPerson = Annotated[str, typer.Option("--person", help="Name, part of a name, or id.")]
Words = Annotated[list[str] | None, typer.Argument(help="In plain words.", show_default=False)]
