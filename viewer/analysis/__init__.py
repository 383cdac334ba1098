"""Questions over the model: tables, row order, filters, screen time."""
