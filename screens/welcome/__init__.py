"""The welcome: who arrives, the search, the next gesture."""
