"""What is seen: the Qt windows, and nothing else."""
