"""Which packages a module imports, read from its syntax, so that nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def modules_imported(source: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import in the source, also those inside functions; a relative one begins with its dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def imports(source: str) -> list[tuple[int, str]]:
    """(line, first name) of every import, by line."""
    return sorted((line, name.split(".")[0]) for line, name in modules_imported(source))
