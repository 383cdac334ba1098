"""Draws and builds the demo film and the small films of the tests; a tool of the checkout, no part of the program."""
