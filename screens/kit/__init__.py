"""What every screen is built with and that knows no session's screen: ink, themes, keys, instants, settings."""
