"""scikit-learn's base classes, which carry no types, given types in one place."""

from sklearn.base import BaseEstimator, TransformerMixin


class Estimator(BaseEstimator):  # type: ignore[misc]
    """Parameters are the arguments of `__init__`; what is learnt ends in an underscore."""


class Transformer(TransformerMixin, Estimator):  # type: ignore[misc]
    """An estimator that turns its input into columns."""
