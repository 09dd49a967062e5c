"""The second door: everything a project must be able to do without a window."""

from outreach_app.cli.door import run

__all__ = ["run"]
