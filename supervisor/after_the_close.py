"""Which events are still accepted once a session is closed (RULES.md section 2)."""

from __future__ import annotations

from supervisor import event as ev

ANNEX = (ev.FinalisationLineTyped, ev.FinalisationReasonGiven, ev.FinalisationCorrected, ev.LateNoteWritten)
"""What is noted behind the seal, and only there: by the référent, and what a close came before."""
AFTER_THE_CLOSE = (ev.SessionReopened, ev.SessionFinalised, ev.PersonalDataErased, *ANNEX)
"""What is still accepted once the session is closed."""
