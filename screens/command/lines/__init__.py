"""`vigie lines N` (« lignes ») : a session led by a prompt, with announcements between two answers.

It records nothing by itself: each line is one of `vigie do`, of a verb that looks, or a walk through several of them.
"""
