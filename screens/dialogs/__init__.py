"""What is asked before an action: each dialog answers with a value, or None when it is left."""
