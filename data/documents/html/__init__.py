"""Papers to be read on a screen, or to somebody: a file each, whole by itself, with one style for screen and print."""
