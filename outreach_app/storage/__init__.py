"""The casebook's file: opening, transactions, migrations, checking, and writing files whole."""
