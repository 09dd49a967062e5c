"""Online accounts: names compared without case and marks, platforms exactly as written."""

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from outreach_app.matching import phones
from outreach_app.matching.phones import Phone

Kind = Literal["same", "elsewhere"]

# Names that a page gives to everybody, or that say only that there is none.
_SAY_NOTHING: Final = frozenset(
    {"unknown", "notknown", "none", "na", "anon", "anonymous", "user", "guest", "private", "hidden"}
    | {"noname", "nouser", "deleted", "deleteduser", "member", "profile", "test", "admin", "me"}
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account made ready: `plain` is its name without case, accents and marks."""

    platform: str
    plain: str
    said: str


def read(platform: str | None, name: str | None) -> Account | None:
    """Read an account; None when its name tells nobody from anybody."""
    said = (name or "").strip()
    letters = unicodedata.normalize("NFKD", said).casefold()
    plain = "".join(each for each in letters if each.isalnum())
    if plain in _SAY_NOTHING:
        return None
    # A name of signs alone (pictures) is still a name.
    plain = plain or "".join(letters.split())
    return Account((platform or "").strip(), plain, said) if plain else None


def compare(one: Account, other: Account) -> Kind | None:
    """Tell whether two accounts have the same name, on the same platform or elsewhere."""
    if one.plain != other.plain:
        return None
    return "same" if one.platform == other.platform else "elsewhere"


def number_in(account: Account | None) -> tuple[Phone, ...]:
    """Return the telephone number that an account goes by, as in many messengers."""
    if account is None or not account.plain.isdigit():
        return ()
    return tuple(each for each in phones.read(account.said) if each.whole)
