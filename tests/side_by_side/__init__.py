"""Two versions side by side: during a deploy the version before works on the tables of the next."""
