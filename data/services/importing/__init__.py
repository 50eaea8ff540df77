"""Candidate lists brought into the store: read, completed, compared with what is there, made or brought up to date.

`terms.py` is what somebody says besides the lists, `plan.py` the sessions they make together, `shares.py` one list
into several sessions, `twins.py` a list that was brought in before, `making.py` and `update.py` what is written,
`looking.py` the same in two steps, `wording.py` how all of it is told.
"""
