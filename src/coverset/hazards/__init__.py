"""The hazard catalogue as data, and the judgement of what has been shown of each requirement."""
