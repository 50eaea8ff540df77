"""The board of one session: the list, the lanes and the room plan, and what lies beside them."""
