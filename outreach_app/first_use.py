"""What the pages before a casebook need of the vault, so that no window has to know it."""

from outreach_app.errors import MistypedCode
from outreach_app.vault.passphrases import check_passphrase, suggest_passphrase
from outreach_app.vault.recovery import read_code

__all__ = ["check_passphrase", "mistyped", "suggest_passphrase"]


def mistyped(code: str) -> MistypedCode | None:
    """Return the typing error in a recovery code, or None; no key is tried."""
    try:
        read_code(code)
    except MistypedCode as error:
        return error
    return None
