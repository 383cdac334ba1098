"""One pane per kind of content."""
