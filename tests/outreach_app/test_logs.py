import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlcipher3 import dbapi2

from outreach_app import logs

CANARY = "Marigold-07700900123"


def of_key() -> None:
    dict[str, str]()[CANARY]


def of_value() -> None:
    int(CANARY)


def of_unicode() -> None:
    CANARY.encode() + b"\xff".decode().encode()


def of_file() -> None:
    Path(f"/none/{CANARY}").read_bytes()


def of_attribute() -> None:
    getattr(CANARY, CANARY)


def of_database() -> None:
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.connect() as connection:
        connection.execute(text("SELECT * FROM nothing WHERE a = :a"), {"a": CANARY})


def of_chain() -> None:
    try:
        of_value()
    except ValueError as error:
        raise RuntimeError(CANARY) from error


def of_context() -> None:
    try:
        of_key()
    finally:
        of_value()


def of_own_kind() -> None:
    class Strange(Exception):
        errno = CANARY

        def __str__(self) -> str:
            return CANARY

    raise Strange(CANARY)


def of_group() -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY)])


@pytest.mark.parametrize(
    "bug",
    [
        of_key, of_value, of_unicode, of_file, of_attribute, of_database, of_chain, of_context,
        of_own_kind, of_group,
    ],
)  # fmt: skip
def test_reports_hold_no_value(bug: Callable[[], None]) -> None:
    with pytest.raises(Exception) as met:  # noqa: PT011 - any kind is meant
        bug()
    report = logs.safe_report(met.value)
    assert CANARY not in report
    assert "Marigold" not in report
    assert "test_logs.py:" in report


def test_causes_are_named_and_a_circle_ends() -> None:
    with pytest.raises(RuntimeError) as met:
        of_chain()
    assert met.value.__cause__ is not None
    met.value.__cause__.__cause__ = met.value
    report = logs.safe_report(met.value)
    assert "builtins.RuntimeError" in report
    assert "because of\nbuiltins.ValueError" in report


def test_file_is_private_and_stays_small(tmp_path: Path) -> None:
    target = tmp_path / "logs" / "errors.log"
    write = logs.file_sink(target, lambda: "2026-01-05T18:00:00Z")
    for _ in range(30):
        write("x" * 10_000)
    assert target.stat().st_size <= logs.SIZE_LIMIT
    assert target.stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_text("")
    logs.file_sink(tmp_path / "file" / "x.log", str)("lost, and nobody is stopped")


SCRIPT = f"""
import sys, threading
from outreach_app import logs
logs.quiet_crashes()
logs.install(lambda report: print(report, flush=True))
thread = threading.Thread(target=int, args=("{CANARY}",))
thread.start()
thread.join()
class Last:
    def __del__(self):
        int("{CANARY}")
Last()
raise KeyError("{CANARY}")
"""


def test_hooks_catch_main_thread_threads_and_destructors() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    assert done.stdout.count("builtins.ValueError") == 2
    assert done.stdout.count("builtins.KeyError") == 1


@pytest.mark.parametrize("stream", ["io.StringIO()", "None"])
def test_a_stream_without_a_file_behind_it_is_no_reason_to_stop(stream: str) -> None:
    words = f"import io, sys; sys.stderr = {stream}\nfrom outreach_app import logs\n"
    program = f"{words}logs.quiet_crashes()\nprint('on')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"on"
