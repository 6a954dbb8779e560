"""A trained model as bytes and back. joblib is a pickle: nothing is unpickled before its HMAC is right.

The bytes are one line of JSON, the facts, then the compressed model; the HMAC-SHA256 is over both.
"""

import hashlib
import hmac
import json
import platform
from io import BytesIO
from typing import Any

import joblib
import numpy
import sklearn

from models import embedding
from models.triage_model import TriageModel

# The starter's takes 5 MB. Each worker holds one, and the database keeps the last ones.
LARGEST = 20_000_000
FORMAT = 2

_RETRAIN = "Nothing of it was loaded. Train a new one with `lotse train`."


class ArtefactError(RuntimeError):
    """The stored model cannot be used. The message says what to do."""


def dump(model: TriageModel, secret: bytes) -> tuple[bytes, str, dict[str, Any]]:
    """The bytes, their HMAC as hex, and the facts in them as plain data. Raises ArtefactError above `LARGEST`."""
    facts = _facts(model)
    buffer = BytesIO()
    buffer.write(json.dumps(facts, sort_keys=True).encode() + b"\n")
    joblib.dump(model, buffer, compress=("zlib", 6))
    data = buffer.getvalue()
    if len(data) > LARGEST:
        raise ArtefactError(
            f"The trained model takes {len(data):,} bytes; at most {LARGEST:,} are allowed. It was not stored, and "
            "the model before it is still used. Take out intents or very long examples and train again."
        )
    return data, _sign(data, secret), facts


def load(data: bytes, hmac_hex: str, secret: bytes, version: str = "") -> TriageModel:
    """Raises ArtefactError when the HMAC is wrong, when it is another model than that of `version`'s name, or the model
    was made with other libraries than these."""
    check_signature(data, hmac_hex, secret)
    header, _, pickled = data.partition(b"\n")
    facts = json.loads(header)
    if version and not version.endswith(str(facts.get("version"))):
        raise ArtefactError(
            f"What is stored as {version} is another model: its certificates are not its own. {_RETRAIN}"
        )
    check_facts(facts)
    model = joblib.load(BytesIO(pickled))
    if not isinstance(model, TriageModel):
        raise ArtefactError(f"The stored data is not a model of Lotse. {_RETRAIN}")
    return model


def check_signature(data: bytes, hmac_hex: str, secret: bytes) -> None:
    """Raises ArtefactError when this installation has not signed these bytes."""
    if not hmac.compare_digest(_sign(data, secret).encode(), hmac_hex.encode()):
        raise ArtefactError(
            "The stored model does not carry this installation's signature: it was changed, or SECRET_KEY is not the "
            f"one it was stored with. {_RETRAIN}"
        )


def check_facts(facts: dict[str, Any]) -> None:
    """Raises ArtefactError when a model with these facts cannot be right here; without reading the model."""
    if facts.get("format") != FORMAT:
        raise ArtefactError(f"The stored model has another form than this version of Lotse reads. {_RETRAIN}")
    made_with = facts["libraries"]["scikit-learn"]
    if made_with != sklearn.__version__:
        raise ArtefactError(
            f"The stored model was made with scikit-learn {made_with}; {sklearn.__version__} is installed. {_RETRAIN}"
        )
    needed = facts["embeddings"]
    if needed and needed != (embedding.NAME if embedding.available() else None):
        raise ArtefactError(
            f"The stored model needs the sentence embeddings {needed}, which are not installed. Nothing of it was "
            "loaded. Install the locked requirements.txt, or train a new one with `lotse train`."
        )


def _facts(model: TriageModel) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": model.version,
        "labels": list(model.labels),
        "metrics": model.metrics,
        "certificates": model.certificates,
        "embeddings": embedding.NAME if model.intents.uses_embeddings else None,
        "libraries": {
            "scikit-learn": sklearn.__version__,
            "numpy": numpy.__version__,
            "joblib": joblib.__version__,
            "python": platform.python_version(),
        },
    }


def _sign(data: bytes, secret: bytes) -> str:
    if not secret:
        raise ValueError("A model cannot be signed with an empty secret.")
    # The prefix keeps a signature made for another purpose with the same secret from passing here.
    return hmac.new(secret, b"lotse model\n" + data, hashlib.sha256).hexdigest()
