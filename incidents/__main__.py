"""``python -m incidents COMMAND``: ingest, extract, export. Exit 0 all done, 1 some inputs failed (each named), 2 wrong usage."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from gazetteer.load import GazetteerDamaged
from incidents.commands import export, extract, ingest
from incidents.errors import IncidentError, WrongUsage

COMMANDS = {"ingest": ingest, "extract": extract, "export": export}


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(prog="python -m incidents", description="News articles in, reported incidents of Mali out.",
                                     epilog="Example: python -m incidents ingest articles/ --published 2024-08-26")
    choices = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        added = choices.add_parser(name, help=module.SUMMARY, description=module.SUMMARY, epilog=module.EXAMPLE,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
        module.add_arguments(added)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    command = COMMANDS[options.command]
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    try:
        code: int = command.run(options)
        return code
    except WrongUsage as error:
        print(f"{error}. See: python -m incidents {options.command} --help", file=sys.stderr)
        return 2
    except (IncidentError, GazetteerDamaged) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was stored before stays stored.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
