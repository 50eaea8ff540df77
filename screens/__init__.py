"""What a person sees and presses. Knows no file and no clock: it is given a desk and an instant."""
