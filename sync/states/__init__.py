"""The state of every translation: assessed from stamps, resolved from the history, gated."""
