/** Copied between two turns of the event loop: memory that is touched for the first time takes a millisecond for each of these. */
const TURN_BYTES = 1024 * 1024;

/** Lays parts one behind the other into `into`, and lets the event loop go on in between. Returns `into`. */
export async function copyInTurns(parts: readonly Uint8Array[], into: Uint8Array): Promise<Uint8Array> {
  let at = 0;
  let untilBreath = TURN_BYTES;
  for (const part of parts) {
    for (let from = 0; from < part.length; ) {
      const piece = part.subarray(from, from + untilBreath);
      into.set(piece, at);
      at += piece.length;
      from += piece.length;
      untilBreath -= piece.length;
      if (untilBreath === 0) {
        untilBreath = TURN_BYTES;
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    }
  }
  return into;
}

/** The parts as one; `bytes` is their length. Forty megabytes at once would hold the event loop for forty milliseconds. */
export async function joinInTurns(parts: readonly Buffer[], bytes: number): Promise<Uint8Array> {
  return bytes <= TURN_BYTES ? Buffer.concat(parts) : copyInTurns(parts, Buffer.allocUnsafeSlow(bytes));
}
