"""Productions made up from a seed: believable, of any size, and always with a plan that keeps every rule."""
