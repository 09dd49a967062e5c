"""Who may open the file: key slots, unlocking, the recovery code, waiting after wrong attempts."""
