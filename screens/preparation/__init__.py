"""The preparation: the room point by point, who supervises, the access code."""
