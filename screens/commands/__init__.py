"""The tables of commands: each row is a key, its words, when it is possible."""
