"""What a card or a sealed file can meet: one clear sentence each, and nothing is changed."""

from outreach_app.errors import EXIT_BAD_FILE, KnownError, Refused


class NotACard(KnownError):
    """The file is no project card, or not the whole of one."""

    key = "neighbours.errors.not_a_card"
    exit_code = EXIT_BAD_FILE


class CardAltered(KnownError):
    """The card was changed after its project wrote it."""

    key = "neighbours.errors.card_altered"
    exit_code = EXIT_BAD_FILE


class OwnCard(Refused):
    """The card is this project's own."""

    key = "neighbours.errors.own_card"


class NotSealed(KnownError):
    """The file is no sealed file, or not the whole of one."""

    key = "neighbours.errors.not_sealed"
    exit_code = EXIT_BAD_FILE


class NewerSeal(KnownError):
    """The sealed file was made by a newer version of the program."""

    key = "neighbours.errors.newer_seal"
    exit_code = EXIT_BAD_FILE


class WordsNeeded(Refused):
    """The file opens only together with words said on the telephone."""

    key = "neighbours.errors.words_needed"


class NotForUs(KnownError):
    """The file does not open: sealed to another project, altered, or the words are others."""

    key = "neighbours.errors.not_for_us"
    exit_code = EXIT_BAD_FILE


class UnknownSender(Refused):
    """The file was signed by nobody whose card is here."""

    key = "neighbours.errors.unknown_sender"


class NotUnderstood(KnownError):
    """The seal is whole and what is inside is not what such a file holds."""

    key = "neighbours.errors.not_understood"
    exit_code = EXIT_BAD_FILE


class Expired(Refused):
    """The file was to be opened until `day`."""

    key = "neighbours.errors.expired"


class AlreadyHere(Refused):
    """The same file came in before."""

    key = "neighbours.errors.already_here"


class NotChecked(Refused):
    """The card was not checked on the telephone yet."""

    key = "neighbours.errors.not_checked"


class Stays(Refused):
    """What allowed the file to go does not hold any more."""

    key = "neighbours.errors.stays"


class WrongReceipt(Refused):
    """The code is not the one the receiver was shown."""

    key = "neighbours.errors.wrong_receipt"
