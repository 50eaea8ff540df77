"""What is shown of a session at an instant, as plain values: who, in which order, in which words."""
