"""The actor authority: whom news copy speaks of, by what names, and who held which office when."""
