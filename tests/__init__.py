"""The tests mirror viewer/; what they share is in support/."""
