/** Bytes of a file in the making: `at` of them are written. */
export type Piece = { bytes: Uint8Array; at: number };

/** Makes room for `more` bytes. `piece.bytes` may be another array afterwards. */
export function makeRoom(piece: Piece, more: number): void {
  if (piece.bytes.length - piece.at >= more) return;
  const larger = new Uint8Array(Math.max(piece.bytes.length * 2, piece.at + more));
  larger.set(piece.bytes.subarray(0, piece.at));
  piece.bytes = larger;
}
