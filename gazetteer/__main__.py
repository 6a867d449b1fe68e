"""``python -m gazetteer compile|find``: exit 0 done, 1 an input failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path

EXAMPLE = "example:\n  python -m gazetteer compile --from ~/downloads/mali --out gazetteer/tables\n"


def build_parser() -> argparse.ArgumentParser:
    """The parser with every subcommand that is present."""
    parser = argparse.ArgumentParser(prog="python -m gazetteer", description="Places of Mali: compile the tables, find a name.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="compile|find")
    compiler = subparsers.add_parser(
        "compile", help="raw references to our own tables", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    compiler.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR", help="folder that holds the raw references")
    compiler.add_argument("--out", type=Path, metavar="DIR", help="where the tables go (default: gazetteer/tables in this project)")
    compiler.add_argument("--static", type=Path, metavar="DIR", help="where the base map goes (default: static/, or OUT/static with --out)")
    compiler.add_argument("--report", type=Path, metavar="FILE", help="also write every merged, dropped and mended row to FILE")
    compiler.set_defaults(run=_compile)
    if importlib.util.find_spec("gazetteer.finding"):
        importlib.import_module("gazetteer.finding").add_parser(subparsers)
    return parser


def _compile(arguments: argparse.Namespace) -> int:
    from gazetteer import compiling  # here, not above: it needs geopandas, `find` does not

    try:
        tables = arguments.out or compiling.TABLES
        static = arguments.static or (arguments.out / "static" if arguments.out else compiling.STATIC)
        journal = compiling.compile_tables(arguments.source, tables, static)
    except compiling.SourceUnusable as error:
        print(f"compile: {error}", file=sys.stderr)
        return 1
    print(journal.text(), end="")
    if arguments.report:
        arguments.report.write_text(journal.text(full=True), encoding="utf-8")
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand; its exit code."""
    arguments = build_parser().parse_args(argv)
    return int(arguments.run(arguments) or 0)


if __name__ == "__main__":
    sys.exit(main())
