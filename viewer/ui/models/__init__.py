"""Qt models over documents and tables."""
