"""What the list "At this moment" is made of: the work behind it, how rows are painted, and how they are used."""
