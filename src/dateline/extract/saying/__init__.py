"""Who said what: attributions, and what stands beside them."""
