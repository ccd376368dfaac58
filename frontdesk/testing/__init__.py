"""Fakes for tests and trials: a scripted chat model and a loopback Gemini."""
