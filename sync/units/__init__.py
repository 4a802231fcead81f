"""A document as a flat sequence of units: what is merged, marked and told of as one."""
