"""Bytes to text: which encoding, and whether it is text at all. Nothing is run, fetched or trusted."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.errors import MAX_BYTES, InputBinary, InputEmpty, InputMissing, InputTooLarge, InputUnreadable

# First bytes of what people drop into a folder of articles by mistake.
SIGNATURES = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or an Office file", b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture", b"\x7fELF": "a program", b"\x1f\x8b": "a gzip archive", b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"{\\rtf": "an RTF file",
}
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CONTROL_SHARE = 0.01  # a text from a broken converter holds a stray control character; a binary holds many
LINE_ENDS = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
CONTROLS = {code: " " for code in (*range(9), *range(11, 32), *range(127, 160)) if code != 10} | {9: " ", 0xFEFF: " "}
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with line ends as ``\\n``, the sha256 of its bytes, and the encoding; ``guessed`` where the bytes were not UTF-8."""

    text: str
    sha256: str
    encoding: str
    guessed: bool


def decode_file(path: Path) -> Decoded:
    """Read and decode ``path``. Raises a subclass of :class:`incidents.errors.InputRefused`."""
    where = str(path)
    data = _read_bytes(path, where)
    if not data.strip():
        raise InputEmpty(where, "the file is empty", "Save the article's text into it and try again")
    kind = next((name for mark, name in SIGNATURES.items() if data.startswith(mark)), None)
    if kind:
        raise InputBinary(where, f"this is {kind}, not a text file", "Save the article as plain text (.txt, UTF-8) and try again")
    text, encoding, guessed = _decode(data, where)
    text = LINE_ENDS.sub("\n", text)
    controls = len(CONTROL.findall(text))
    if controls > max(8, len(text) * CONTROL_SHARE):
        raise InputBinary(where, "this does not look like text (too many control characters)", "Save the article as plain text (.txt, UTF-8)")
    return Decoded(text, hashlib.sha256(data).hexdigest(), encoding, guessed)


def lines(path: Path, longest: int) -> Iterator[tuple[int, bytes]]:
    """(number from 1, bytes) of each line of a file that is not blank; what is longer than ``longest`` bytes is cut to one byte more.

    Raises a subclass of :class:`incidents.errors.InputRefused` where the file cannot be read.
    """
    where = str(path)
    try:
        if path.is_dir() or not path.exists():
            raise _missing(where)
        with path.open("rb") as file:
            number = 0
            while line := file.readline(longest + 1):
                number += 1
                rest = line
                while len(rest) >= longest and not rest.endswith(b"\n"):
                    rest = file.readline(longest)  # what is left of a line that is too long
                if line.strip():
                    yield number, line
    except (OSError, ValueError) as error:
        raise _unreadable(where, error) from error


def clean(text: str) -> str:
    """NFC, with control characters as spaces and lone surrogates as U+FFFD, one to one, so that offsets stay what they are after NFC."""
    return unicodedata.normalize("NFC", text.translate(SURROGATES)).translate(CONTROLS)


def _read_bytes(path: Path, where: str) -> bytes:
    try:
        if path.is_dir() or not path.exists():
            raise _missing(where)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputTooLarge(where, f"{size / 1048576:.0f} MB is above the limit of {MAX_BYTES // 1048576} MB for one article",
                                "Split it into one file per article")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)[:MAX_BYTES]
    except (OSError, ValueError) as error:
        raise _unreadable(where, error) from error


def _missing(where: str) -> InputMissing:
    return InputMissing(where, "there is no such file", "Check the path; put it in quotes where it holds spaces")


def _unreadable(where: str, error: Exception) -> InputUnreadable:
    reason = getattr(error, "strerror", None) or str(error)
    return InputUnreadable(where, f"cannot be read ({reason})", "Check its permissions and that it is an ordinary file")


def _decode(data: bytes, where: str) -> tuple[str, str, bool]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, False
            except UnicodeDecodeError:
                break
    if b"\0" in data:
        raise InputBinary(where, "this is a binary file, not text", "Save the article as plain text (.txt, UTF-8) and try again")
    for encoding, guessed in (("utf-8", False), ("cp1252", True)):
        try:
            return data.decode(encoding), encoding, guessed
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1", True
