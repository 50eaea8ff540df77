"""What keys do: one row a command in `table`, a module a subject, and what they act with."""
