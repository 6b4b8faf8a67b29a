"""A page: what it says of itself, the area that holds its story, and what in that area is not of the story."""
