"""What a référent sees: all sessions of one store or several, one of them live, or as it stood at a past instant."""
