"""The encrypted file itself: engine, migrations, lock, checks."""
