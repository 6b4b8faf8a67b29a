"""How the weights of dateline.extract.neural are made; see docs/training.md. Not needed to run Dateline."""
