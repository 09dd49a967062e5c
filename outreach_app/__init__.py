"""What can be done: the whole application without a window."""

from typing import Final

VERSION: Final = "0.1.0"
