"""The gate: the only room that lets anything about a case leave the project."""
