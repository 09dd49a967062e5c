"""An invented project, for looking round, for pictures and for tests; nobody in it exists."""
