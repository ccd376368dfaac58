"""Documents: load them, split them, select from them, quote them, check answers against them."""
