"""From a source to a content, one format a file; formats know nothing of each other."""
