"""The network that reads a text: word classes, sentence trees, names and attributions from one small encoder.

`words` cuts a text, `windows` lays it out for the encoder, `network` runs it, `tree` and `attribute` make sense of what
comes out. `training/` makes the weights; nothing here needs it, and nothing here touches a network of the other kind.
"""
