"""Painting and hit-testing without a widget: the boxes on the picture, the tracks of the timeline."""
