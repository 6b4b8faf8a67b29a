"""Who is meant: the places of a text that name an actor, and which actor that is."""
