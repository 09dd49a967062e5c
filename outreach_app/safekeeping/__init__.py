"""Copies of a casebook that were read back, how long they stay, and the way back from one."""
