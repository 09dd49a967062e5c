"""What a line about the stock is: how something came to a place or left it."""

from typing import Final

DELIVERED: Final = "in"
MOVED: Final = "moved"
COUNTED: Final = "counted"
LOST: Final = "lost"
GIVEN: Final = "given"
RETURNED: Final = "returned"
COLLECTED: Final = "collected"

# What was brought back lies at a place too, until it is taken away; it is no item of the list.
RETURNS: Final = "returned_sharps"
