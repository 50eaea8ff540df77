"""Papers out: what leaves of a session, each document as bytes, and the folder they are written to."""
