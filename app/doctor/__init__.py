"""The doctor: looks at everything that Lotse needs, each thing for itself and for a few seconds at most.

What is read stands apart from what is made of it: `judge` and its like are pure, `look` reads.
"""
