"""Lotse's classifier, as `lotse train` makes it and the workers load it."""

from pathlib import Path
from typing import Any

from bench.sorters import Example

SECRET = b"the benchmark's own"


class Lotse:
    """with_embeddings False: as on a machine on which their package is not installed."""

    def __init__(self, with_embeddings: bool = True) -> None:
        self.with_embeddings = with_embeddings

    def libraries(self) -> None:
        import models.artefact
        import models.features

        if not self.with_embeddings:
            models.features.available = lambda: False

    def embeddings(self) -> None:
        from models import embedding

        if self.with_embeddings:
            embedding.embed(["hallo"])

    def train(self, examples: list[Example]) -> Any:
        from app.playbook.intents import LOCKED
        from models.training import Example as Learnt
        from models.training import train

        return train([Learnt(*example) for example in examples], locked=LOCKED)

    def write(self, model: Any, file: Path) -> None:
        from models import artefact

        data, signature, _ = artefact.dump(model, SECRET)
        file.write_bytes(data)
        file.with_suffix(".hmac").write_text(signature)

    def read(self, file: Path) -> Any:
        from models import artefact

        return artefact.load(file.read_bytes(), file.with_suffix(".hmac").read_text(), SECRET)

    def sort(self, model: Any, texts: list[str]) -> list[str]:
        return [prediction.intent for prediction in model.predict(texts)]
