"""The film, or a blank frame in its place, with the boxes on it."""
