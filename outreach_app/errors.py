"""Whose fault it is: the entry (`Problem`), the world (`KnownError`), or a bug (anything else)."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

EXIT_OK: Final = 0
EXIT_REFUSED: Final = 1
EXIT_USAGE: Final = 2
EXIT_NOT_LET_IN: Final = 3
EXIT_BAD_FILE: Final = 4
EXIT_WORLD: Final = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in an entry that must be mended before it can be saved.

    `field` names the draft's field, `code` the sentence in ``words`` (``problems.<code>``), `data`
    fills that sentence. Never holds a private value.
    """

    field: str
    code: str
    data: Mapping[str, object] = dataclasses.field(default_factory=dict)


class KnownError(Exception):
    """Something a user can meet: `key` names its sentence, `exit_code` the CLI's answer."""

    key = "errors.unknown"
    exit_code = EXIT_WORLD

    def __init__(self, **data: object) -> None:
        super().__init__(self.key)
        self.data: dict[str, object] = data
        # Further sentences, such as the way back; already in words.
        self.more: tuple[str, ...] = ()


class Refused(KnownError):
    """A rule or the data said no; nothing was changed."""

    key = "errors.refused"
    exit_code = EXIT_REFUSED


class CheckFailed(Refused):
    """A draft did not pass its check inside the transaction."""

    key = "errors.check_failed"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class NotAllowed(Refused):
    """The role of the person at the keyboard does not include this."""

    key = "errors.not_allowed"


class WrongPassphrase(KnownError):
    """Name and passphrase together open no key slot."""

    key = "errors.wrong_passphrase"
    exit_code = EXIT_NOT_LET_IN


class WaitFirst(KnownError):
    """Too many attempts; `count` seconds are left."""

    key = "errors.wait_first"
    exit_code = EXIT_NOT_LET_IN


class UserDisabled(KnownError):
    """The account exists and is switched off."""

    key = "errors.user_disabled"
    exit_code = EXIT_NOT_LET_IN


class NotACasebook(KnownError):
    """The file named is something else."""

    key = "errors.not_a_casebook"
    exit_code = EXIT_BAD_FILE


class Damaged(KnownError):
    """The casebook or its key file is damaged; nothing was touched."""

    key = "errors.damaged"
    exit_code = EXIT_BAD_FILE


class KeysMissing(KnownError):
    """The casebook is there and its key file is not."""

    key = "errors.keys_missing"
    exit_code = EXIT_BAD_FILE


class NewerVersion(KnownError):
    """The casebook was last used with a newer program."""

    key = "errors.newer_version"
    exit_code = EXIT_BAD_FILE


class InUse(KnownError):
    """Another window on this computer holds the casebook."""

    key = "errors.in_use"


class NoPermission(KnownError):
    """The folder or file may not be written or read."""

    key = "errors.no_permission"


class NoSuchFile(KnownError):
    """There is no file or folder of that name."""

    key = "errors.no_such_file"


class AlreadyThere(KnownError):
    """A file of that name exists and is not overwritten."""

    key = "errors.already_there"


class NotAPlainFile(KnownError):
    """What stands under the name to be written is a device, a pipe or a folder."""

    key = "errors.not_a_plain_file"


class PartOfACasebook(AlreadyThere):
    """The name to be written is that of a casebook, or of a file that belongs to one."""

    key = "errors.part_of_a_casebook"


class NameRefused(KnownError):
    """The system takes no such name: too long, or leading round in a circle."""

    key = "errors.name_refused"


class DiskFull(KnownError):
    """No room left on the disk; what was saved before is whole."""

    key = "errors.disk_full"


class Cancelled(KnownError):
    """The user stopped it; nothing was changed."""

    key = "errors.cancelled"
    exit_code = EXIT_REFUSED


class MistypedCode(KnownError):
    """The recovery code has a typing error; no slot was tried."""

    key = "errors.mistyped_code"
    exit_code = EXIT_NOT_LET_IN


class LowMemory(KnownError):
    """The computer cannot spare the memory that unlocking needs."""

    key = "errors.low_memory"


class DiskFailed(KnownError):
    """The disk or stick answered with an error."""

    key = "errors.disk_failed"


class NoSuchRecord(Refused):
    """The record asked for is not in this casebook."""

    key = "errors.no_such_record"


class Restricted(Refused):
    """The record is restricted; nothing is said about what it holds."""

    key = "errors.restricted"


class LastWayIn(Refused):
    """Nobody, or nobody with the recovery sheet, could open the casebook afterwards."""

    key = "errors.last_way_in"


class NoLetterbox(KnownError):
    """A note cannot be sealed for this casebook: nobody has opened it here yet."""

    key = "errors.no_letterbox"


class NoteTooLong(KnownError):
    """A note is longer than can be sealed."""

    key = "errors.note_too_long"
    exit_code = EXIT_REFUSED
