"""The design that a search engine suggests, written as one would in an afternoon: what Lotse is measured against.

`web` stores each message and queues one RQ job for it; `cold` loads the classifier in every job, `warm` once.
"""
