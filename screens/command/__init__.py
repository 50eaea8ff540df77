"""The command as plain lines: no Textual here, so that `vigie status` stays quick and readable aloud."""
