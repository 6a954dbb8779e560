// Two soft tones, made here: there is no sound file.

const TONES = [[660, 0], [880, 0.14]]; // hertz, seconds from now
const LENGTH = 0.35;
const LOUDNESS = 0.12;

let audio = null;

// Before the reader has touched the page, browsers allow no sound: then there is none.
export async function chime() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") await audio.resume();
  for (const [pitch, after] of TONES) tone(pitch, audio.currentTime + after);
}

function tone(pitch, at) {
  const [source, volume] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + LENGTH);
}
