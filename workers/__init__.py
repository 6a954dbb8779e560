"""The processes that work: start-up, the jobs, the clock."""
