"""What the memory of a running process holds: keys and words, as Qt and as Python keep them."""

from collections.abc import Iterable
from pathlib import Path


def can_be_read() -> bool:
    """Tell whether this system shows the memory of a process at all."""
    return Path("/proc/self/mem").exists()


def memory_of(process: int) -> bytes:
    """Return everything a process can write to. Raises PermissionError where it is closed to us."""
    found = []
    with Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(address, 16) for address in span.split("-"))
            try:
                memory.seek(start)
                found.append(memory.read(end - start))
            except (OSError, OverflowError):
                continue
    return b"".join(found)


def counted(memory: bytes, words: Iterable[str]) -> dict[str, int]:
    """Count each word, in eight bits a letter and in Qt's sixteen."""
    return {
        word: sum(memory.count(word.encode(way)) for way in ("utf-8", "utf-16-le"))
        for word in words
    }
