"""Who may open the file: key slots, unlock, recovery."""
