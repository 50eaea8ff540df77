"""The parts of the board. Each is a pure function from a picture to lines, and a widget that paints them."""
