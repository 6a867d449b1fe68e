"""What can go wrong with an input or a store, and what to do about it. Every message says what, where, and what next.

    IncidentError
    ├── InputRefused            one input could not be used; the rest of a batch goes on
    │   ├── InputMissing        no such file or folder, or a folder with nothing to read
    │   ├── InputUnreadable     the system does not let us read it
    │   ├── InputEmpty          nothing in it but white space
    │   ├── InputTooLarge       above ``MAX_BYTES``
    │   ├── InputBinary         not text: a picture, a PDF, an archive, a program
    │   ├── InputMalformed      a record (one line of DOCS.jsonl) that is not in the form asked for
    │   └── InputFailed         our rules failed on it: a bug of ours
    ├── WorkerLost              a reading process died
    ├── StoreError              the record store
    │   ├── StoreUnreachable    cannot be opened or created
    │   ├── StoreDamaged        opened, but does not hold what it should
    │   └── StoreReadOnly       something tried to write to the sample
    ├── AliasesUnusable         the user's alias file cannot be read, or a row of it names no place
    ├── PartMissing             a part of the product is not installed
    └── WrongUsage              a command's options make no sense together, or name what does not exist (exit 2)
"""

from __future__ import annotations

MAX_BYTES = 10 * 1024 * 1024


class IncidentError(Exception):
    """Any failure that a user can do something about."""


class InputRefused(IncidentError):
    """One input could not be used. ``where`` names it, ``problem`` says what is wrong, ``remedy`` what to do next."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        self.where, self.problem, self.remedy = where, problem, remedy
        super().__init__(f"{where}: {problem}. {remedy}")

    def __reduce__(self) -> tuple[type[InputRefused], tuple[str, str, str]]:
        return type(self), (self.where, self.problem, self.remedy)  # so that it can be sent from a worker process


class InputMissing(InputRefused):
    """No such file or folder, or a folder with nothing to read."""


class InputUnreadable(InputRefused):
    """The system does not let us read it."""


class InputEmpty(InputRefused):
    """Nothing in it but white space."""


class InputTooLarge(InputRefused):
    """Above ``MAX_BYTES``."""


class InputBinary(InputRefused):
    """Not text."""


class InputMalformed(InputRefused):
    """A record that is not in the form asked for."""


class InputFailed(InputRefused):
    """Our rules failed on it: a bug of ours. The rest of a batch goes on all the same."""

    def __init__(self, where: str, problem: str, remedy: str = "Please report this, with the text; the rest goes on") -> None:
        super().__init__(where, problem, remedy)


class WorkerLost(IncidentError):
    """A reading process died."""


class StoreError(IncidentError):
    """The record store failed."""


class StoreUnreachable(StoreError):
    """The store cannot be opened or created."""


class StoreDamaged(StoreError):
    """The store does not hold what it should: a quote that is no slice, a payload that is not of this version."""


class StoreReadOnly(StoreError):
    """Something tried to write to a store opened for reading only."""


class AliasesUnusable(IncidentError):
    """The user's alias file cannot be read, or a row of it names no place."""


class WrongUsage(IncidentError):
    """A command's options make no sense together, or name what does not exist."""


class PartMissing(IncidentError):
    """A part of the product is not installed."""
