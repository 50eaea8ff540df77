"""The board that records: the tick, the writer, the drafts, the rehearsal's room."""
