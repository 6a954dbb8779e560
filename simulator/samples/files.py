"""The sample file of each kind of media. Pure."""

from dataclasses import dataclass

from simulator.samples import films, papers, pictures, sounds


@dataclass(frozen=True)
class File:
    """Bytes with the MIME type that Meta would name; `name` as the customer's phone has it."""

    data: bytes
    mime_type: str
    name: str
    voice: bool = False


def sample(kind: str, voice: bool = False) -> File:
    """For image, video, audio, document or sticker. Raises KeyError for anything else."""
    if kind == "audio" and voice:
        return File(sounds.voice_note(), "audio/ogg; codecs=opus", "voice.ogg", voice=True)
    makers = {
        "image": lambda: File(pictures.landscape(), "image/png", "landschaft.png"),
        "video": lambda: File(films.ball(), "video/mp4", "ball.mp4"),
        "audio": lambda: File(sounds.tone(), "audio/wav", "ton.wav"),
        "document": lambda: File(papers.letter(), "application/pdf", "angebot.pdf"),
        "sticker": lambda: File(pictures.smiley(), "image/webp", "lachen.webp"),
    }
    return makers[kind]()
