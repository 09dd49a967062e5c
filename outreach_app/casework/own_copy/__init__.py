"""What is held about somebody, block by block, for the copy they have a right to (workflow 8)."""
