"""Example contents and files for every kind of message, made by code: nothing binary is kept in the repository."""
