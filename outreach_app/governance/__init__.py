"""The trail of what was done, and by whom."""
