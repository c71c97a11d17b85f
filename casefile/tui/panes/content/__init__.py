"""What the panes of a case show. Loaded after the first paint: an empty pane needs none of it."""
