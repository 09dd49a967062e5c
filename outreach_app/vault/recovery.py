"""The recovery code: 26 random characters and two that check them, in seven groups of four.

The alphabet has 32 letters and digits, without I, O, 0 and 1, which look alike in print: 130 random
bits. The check characters make the code a Reed-Solomon code over GF(32): any one or two wrong
characters and any exchange of two are noticed for certain, and a single wrong one is located, so
that a typing error is never taken for a wrong code.
"""

import secrets
from typing import Final

from outreach_app.errors import MistypedCode
from outreach_app.words import say

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RANDOM: Final = 26
LENGTH: Final = 28
GROUP: Final = 4
_FIELD: Final = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def _tables() -> tuple[tuple[int, ...], dict[int, int]]:
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value <<= 1
        if value & 32:
            value ^= _FIELD
    return tuple(powers), {power: n for n, power in enumerate(powers)}


_POWERS, _LOGS = _tables()


def new_code() -> str:
    """Return a fresh code as it is printed, groups of four with hyphens."""
    symbols = [secrets.randbelow(32) for _ in range(RANDOM)]
    plain, weighted = _sums(symbols)
    last = _times(weighted ^ _times(plain, 26), -_LOGS[_POWERS[26] ^ _POWERS[27]])
    symbols += [plain ^ last, last]
    return grouped("".join(ALPHABET[symbol] for symbol in symbols))


def grouped(code: str) -> str:
    """Return a code's characters in groups of four with hyphens."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """Return the 28 characters of a typed code, whatever its case, blanks and hyphens.

    Raises MistypedCode with a hint where to look.
    """
    code = "".join(sign for sign in typed.upper() if not (sign.isspace() or sign in "-‐‑–—_."))
    strange = next((sign for sign in code if sign not in ALPHABET), None)
    if strange is not None:
        raise MistypedCode(hint=say("vault.code.never_used", sign=strange))
    if len(code) != LENGTH:
        raise MistypedCode(hint=say("vault.code.length", typed=len(code), needed=LENGTH))
    plain, weighted = _sums([ALPHABET.index(sign) for sign in code])
    if plain == weighted == 0:
        return code
    raise MistypedCode(hint=_where(plain, weighted))


def same_code(typed: str, printed: str) -> bool:
    """Tell whether a code typed back is the printed one, to prove that the sheet exists."""
    try:
        return secrets.compare_digest(read_code(typed), read_code(printed))
    except MistypedCode:
        return False


def is_code(text: str) -> bool:
    """Tell whether `text` is a recovery code, for example typed where a passphrase belongs."""
    try:
        read_code(text)
    except MistypedCode:
        return False
    return True


def _where(plain: int, weighted: int) -> str:
    # One wrong character at position n adds e to the plain sum and e * a^n to the weighted one.
    if plain and weighted:
        at = (_LOGS[weighted] - _LOGS[plain]) % 31
        if at < LENGTH:
            return say("vault.code.group", group=at // GROUP + 1)
    return say("vault.code.several")


def _sums(symbols: list[int]) -> tuple[int, int]:
    plain = weighted = 0
    for at, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _times(symbol, at)
    return plain, weighted


def _times(value: int, power: int) -> int:
    """Multiply `value` by a to the `power`."""
    return _POWERS[(_LOGS[value] + power) % 31] if value else 0
