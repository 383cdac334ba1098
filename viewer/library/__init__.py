"""Results on disk: the files as they were received, and an index beside them."""
