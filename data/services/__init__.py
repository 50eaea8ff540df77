"""What can be done with a store, once for whoever asks: the command's lines, home and the board.

A service is given plain values and answers with a result, a small frozen dataclass. It prints nothing and reads no
option: what it cannot do it raises as a `ServiceError`, whose sentence names no option; what answers it on the command
line stands beside the sentence, in `hint`.
"""
