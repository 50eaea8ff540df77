"""The home of `vigie`: the sessions of the store, how to open one, to bring a list in, to make one, to rehearse."""
