"""The live stripboard: one production folder in a browser on the same machine."""
