"""The hub: copies of the journals of many machines, in PostgreSQL. Nothing of it is imported unless a hub is named.

The journal stays the truth and is the outbox too: what the hub has not yet is what comes after its last line of it.
"""
