"""What is too slow, or needs too much, for the tests of every day. Run by `sh packaging/run.sh endure`."""
