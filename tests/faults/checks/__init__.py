"""What can be wrong, one kind a file. All pure: a case in, a line for each offence out."""
