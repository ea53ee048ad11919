/**
 * The same bytes in pieces of `size`, the last one shorter: what is packed piece by piece must not depend on how it
 * was cut before. A piece is written over when the one `buffers` behind it is asked for.
 */
export async function* fixedPieces(pieces: AsyncIterable<Uint8Array>, size: number, buffers: number): AsyncGenerator<Uint8Array, void, undefined> {
  const ring = Array.from({ length: buffers }, () => Buffer.allocUnsafeSlow(size));
  let number = 0;
  let filled = 0;
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + size - filled);
      ring[number % buffers]!.set(part, filled);
      from += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield ring[number % buffers]!;
      number += 1;
      filled = 0;
    }
  }
  if (filled > 0) yield ring[number % buffers]!.subarray(0, filled);
}
