"""What a worker does, one module a subject."""
