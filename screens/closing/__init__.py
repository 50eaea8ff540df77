"""The close: what is missing, the verdicts, and behind the seal the finalisation sheet."""
