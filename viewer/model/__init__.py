"""What a result is: frozen dataclasses and numpy columns; no Qt, and no reading or writing of its own."""
