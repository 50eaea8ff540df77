"""`make bench`: figures and ratios, printed. Tests never compare a duration with a limit; this does the measuring."""
