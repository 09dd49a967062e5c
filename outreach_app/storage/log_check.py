"""Was the log beside a casebook changed since it was written? Asked before SQLite reads it.

SQLite reads its log as far as the sums hold and takes the rest for what a crash cut short, without
a word: one bit flipped in it and everything saved later is gone. Format: sqlite.org/fileformat2
("The Write-Ahead Log"). Each frame's sum goes on from the sum before, so a frame that does not hold
while those behind it go on from it was whole once. Behind the first one that does not hold a crash
leaves at most one transaction, the one that nobody was told of; two were told of, at least one.
"""

import struct
from pathlib import Path
from typing import IO, Final

_HEADER: Final = 32
_FRAME: Final = 24
_MAGIC: Final = 0x377F0682
_LITTLE: Final = 0x377F0682
_MASK: Final = 0xFFFFFFFF

Sums = tuple[int, int]


def log_is_gone(casebook: Path) -> bool:
    """Tell whether somebody took the log away and left the index that SQLite keeps of it."""
    return _beside(casebook, "-shm").exists() and not _beside(casebook, "-wal").exists()


def log_was_changed(casebook: Path) -> bool:
    """Tell whether at least one transaction that was told of can no longer be read from the log.

    A change within the very last transaction cannot be told apart from what a power cut leaves.
    Raises OSError.
    """
    log = _beside(casebook, "-wal")
    if not log.exists() or log.stat().st_size <= _HEADER:
        return False
    with log.open("rb") as file:
        return _changed(file)


def _beside(casebook: Path, end: str) -> Path:
    return casebook.with_name(casebook.name + end)


def _changed(file: IO[bytes]) -> bool:
    header = file.read(_HEADER)
    magic, _, size = struct.unpack(">3I", header[:12])
    if magic & ~1 != _MAGIC or not 512 <= size <= 65536:
        return True  # it is written and synced before the first frame
    order = "<" if magic == _LITTLE else ">"
    sums = _go_on((0, 0), header[:24], order)
    if sums != struct.unpack(">2I", header[24:]):
        return True
    salts = header[16:24]
    while (frame := file.read(_FRAME + size)) and len(frame) == _FRAME + size:
        after = _sum_of(frame, sums, order)
        stored = _stored(frame)
        if frame[8:16] != salts or after != stored:
            return any(_goes_on(file, seed, salts, size, order) for seed in {stored, after})
        sums = after
    return False


def _goes_on(file: IO[bytes], seed: Sums, salts: bytes, size: int, order: str) -> bool:
    """Tell whether two transactions end behind this place in frames that go on from `seed`."""
    start, ended = file.tell(), 0
    try:
        file.seek(start - _FRAME - size)
        ended += _ends(file.read(_FRAME + size))
        while (frame := file.read(_FRAME + size)) and len(frame) == _FRAME + size and ended < 2:
            seed = _sum_of(frame, seed, order)
            if frame[8:16] != salts or seed != _stored(frame):
                break
            ended += _ends(frame)
    finally:
        file.seek(start)
    return ended >= 2


def _ends(frame: bytes) -> bool:
    """Tell whether a transaction ends with this frame: it holds the size of the file then."""
    return frame[4:8] != b"\0\0\0\0"


def _stored(frame: bytes) -> Sums:
    one, two = struct.unpack(">2I", frame[16:24])
    return one, two


def _sum_of(frame: bytes, sums: Sums, order: str) -> Sums:
    return _go_on(_go_on(sums, frame[:8], order), frame[_FRAME:], order)


def _go_on(sums: Sums, data: bytes, order: str) -> Sums:
    one, two = sums
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(numbers[::2], numbers[1::2], strict=True):
        one = (one + first + two) & _MASK
        two = (two + second + one) & _MASK
    return one, two
