"""Two projects that know each other, made once for all tests of this folder."""

from tests.outreach_app.neighbours.two_projects import acquainted, two

__all__ = ["acquainted", "two"]
