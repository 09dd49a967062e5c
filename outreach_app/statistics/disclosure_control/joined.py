"""Cells that belong together, found by joining them two by two."""

from collections.abc import Iterable


class Joined:
    """Each cell is alone at first; `top` names the one that stands for all it was joined with."""

    def __init__(self, cells: Iterable[str]) -> None:
        self._over = {cell: cell for cell in cells}

    def top(self, cell: str) -> str:
        """Return the cell that stands for all of these."""
        over = self._over
        while over[cell] != cell:
            over[cell] = over[over[cell]]
            cell = over[cell]
        return cell

    def join(self, cell: str, other: str) -> None:
        """Put both, and all they were joined with, together; what stands for `cell` stays."""
        self._over[self.top(other)] = self.top(cell)
