"""The text of a page: its blocks in order, the area that holds the story, and what in it is not of the story."""
