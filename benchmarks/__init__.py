"""What speed, memory and cost Frontdesk claims, measured as ratios. Run: python -m benchmarks."""
