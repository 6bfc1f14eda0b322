"""How `--help` is laid out: Japanese letters take two columns and may be parted anywhere, so nothing is cut off.

The panels that typer draws cut Japanese texts that are wider than their column.
"""

import re
from collections.abc import Iterable

import click
from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from pipeline.cli.output import folded

_HEADINGS = {"Arguments": "引数 Arguments", "Options": "オプション Options", "Commands": "コマンド Commands"}
_HELP = "この説明を表示して終了 / show this message and exit"
_INDENT = 2
_WIDEST_TERM = 30
# What begins a line of its own, and what ends one; other lines were only broken in the source.
_EXAMPLE, _SENTENCE_ENDS = "例 example:", tuple("。.：:;；")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class _Formatter(click.HelpFormatter):
    """Click's layout, with widths as a terminal has them."""

    def write_heading(self, heading: str) -> None:
        """Write a heading in both languages."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs, each line folded by itself."""
        indent = " " * self.current_indent
        width = self.width - self.current_indent
        self.write("\n".join(f"{indent}{line}".rstrip() for line in _lines(text, width)) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = _INDENT
    ) -> None:
        """Write names with what they mean beside them; a long name stands on a line of its own."""
        rows = list(rows)
        widest = min(max(cell_len(name) for name, _ in rows), col_max) + col_spacing
        left = " " * (self.current_indent + widest)
        for name, text in rows:
            lines = _lines(text, self.width - len(left)) or [""]
            begin = f"{' ' * self.current_indent}{name}"
            if cell_len(name) > widest - col_spacing:
                lines.insert(0, "")
                self.write(f"{begin}\n")
            else:
                gap = " " * (len(left) - cell_len(begin))
                self.write(f"{begin}{gap}{lines[0]}".rstrip() + "\n")
            self.write("".join(f"{left}{line}\n" for line in lines[1:]))


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns, a blank one between paragraphs."""
    lines: list[str] = []
    for paragraph in _PARAGRAPHS.split(text.strip()):
        lines += ([""] if lines else []) + [piece for line in _joined(paragraph) for piece in folded(line, width)]
    return lines


def _joined(paragraph: str) -> list[str]:
    """Return the lines of a paragraph as they were meant: a sentence, or an example."""
    lines: list[str] = []
    for line in map(str.strip, paragraph.split("\n")):
        if lines and not lines[-1].endswith(_SENTENCE_ENDS) and not line.startswith(_EXAMPLE):
            is_japanese = not (lines[-1][-1:].isascii() or line[:1].isascii())
            lines[-1] += line if is_japanese else f" {line}"
        else:
            lines.append(line)
    return lines


class _Context(click.Context):
    formatter_class = _Formatter


class _Helped(click.Command):
    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, told in both languages."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option


class Command(_Helped, TyperCommand):
    """A command with that help."""


class Group(_Helped, TyperGroup):
    """Commands with that help; each is told by the whole first paragraph of its own."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command, in the order in which they are used."""
        commands = [(name, command) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))]
        with formatter.section("Commands"):
            formatter.write_dl([(name, (command.help or "").partition("\n\n")[0]) for name, command in commands])
