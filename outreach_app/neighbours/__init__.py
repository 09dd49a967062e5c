"""Other projects: their cards, files sealed to one of them, and a case that moves to one."""
