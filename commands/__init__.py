"""The `lotse` command (commands/main.py), and what `make run` does (commands/run.py)."""
