"""What is seen: the Qt windows, and nothing else."""

from ui.steady import hold_constants

# Before the first widget, whoever imports which part of the window first.
hold_constants()
