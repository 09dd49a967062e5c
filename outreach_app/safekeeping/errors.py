"""What can be in the way of a copy, and of the way back from one."""

from outreach_app.errors import (
    EXIT_BAD_FILE,
    EXIT_REFUSED,
    AlreadyThere,
    DiskFull,
    KnownError,
    NoSuchFile,
    Refused,
)


class NoSuchPlace(NoSuchFile):
    """The folder for copies is not there: a stick that is not plugged in, or was renamed."""

    key = "copies.errors.no_place"


class NoAnswer(KnownError):
    """The place shows no sign of life: a share whose server is gone, or a failing disk."""

    key = "copies.errors.no_answer"


class SamePlace(Refused):
    """The folder is one of the other places already."""

    key = "copies.errors.same_place"


class NoRoom(DiskFull):
    """The place has not enough room left; found out before anything was written."""

    key = "copies.errors.no_room"


class PlaceFull(DiskFull):
    """The place ran full while the copy was written; the copy was taken away again."""

    key = "copies.errors.full"


class CopyDiffers(KnownError):
    """What was read back is not what was written; the copy was taken away again."""

    key = "copies.errors.differs"


class NotACopy(KnownError):
    """The file named is not a copy of a casebook."""

    key = "copies.errors.not_a_copy"
    exit_code = EXIT_BAD_FILE


class CopyDamaged(KnownError):
    """The file is a copy of a casebook and is not whole."""

    key = "copies.errors.damaged"
    exit_code = EXIT_BAD_FILE


class NotByRows(Refused):
    """A copy was handed to the import: rows of another moment are never mixed into a casebook."""

    key = "copies.import_refused"


class WouldReplace(AlreadyThere):
    """There is a casebook where the copy is to be restored, and nobody said to replace it."""

    key = "copies.errors.would_replace"


class OtherCasebook(Refused):
    """A copy takes the place of its own casebook alone, and this one is of another."""

    key = "copies.errors.other_casebook"


class NotTheLeads(KnownError):
    """Only the lead, or whoever holds the recovery sheet, puts a copy in a casebook's place."""

    key = "copies.errors.not_the_leads"
    exit_code = EXIT_REFUSED


class NotBegunHere(KnownError):
    """A folder of a decided restore lies there that this computer did not decide."""

    key = "copies.errors.not_begun_here"


class NothingToRehearse(KnownError):
    """No place that can be reached holds a copy of this casebook."""

    key = "copies.errors.nothing_to_rehearse"
