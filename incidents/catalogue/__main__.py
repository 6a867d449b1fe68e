"""``python -m incidents.catalogue``: the messages that still lack a translation, as lines for the ``.po`` files."""

from __future__ import annotations

import json
import sys

from incidents.catalogue import FOLDER
from incidents.catalogue.messages import missing


def main() -> int:
    """Print what is missing per language; 0 where nothing is, else 1."""
    left = 0
    for path in sorted(FOLDER.glob("*.po")):
        for message in missing(path.stem):
            left += 1
            one, several = message if isinstance(message, tuple) else (message, "")
            lines = [f"msgid {json.dumps(one, ensure_ascii=False)}"]
            lines += [f"msgid_plural {json.dumps(several, ensure_ascii=False)}", 'msgstr[0] ""', 'msgstr[1] ""'] if several else ['msgstr ""']
            print(f"# {path.name}", *lines, sep="\n", end="\n\n")
    print(f"{left} messages are not translated" if left else "every message is translated", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
