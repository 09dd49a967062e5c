"""What the pages before a casebook need of the vault, so that no window has to know it."""

from outreach_app.vault.passphrases import check_passphrase, suggest_passphrase

__all__ = ["check_passphrase", "suggest_passphrase"]
