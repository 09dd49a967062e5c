"""Typing a contact in a few letters: the line, what it says at once, and who or where is meant."""
