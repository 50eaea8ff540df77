"""What the door hands to the screens: the services of `data.services` in the shape that each screen asks for.

A screen knows no file, and a service no screen: here the one's results become the other's values. Nothing is decided
here, and nobody imports it but the door.
"""
