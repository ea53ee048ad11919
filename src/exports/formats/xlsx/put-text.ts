import { makeRoom } from './piece.ts';
import type { Piece } from './piece.ts';

const encoder = new TextEncoder();
/** UTF-8 takes no more bytes for a UTF-16 unit. */
const WIDEST = 3;

/** Writes text as UTF-8 at the end of the piece. */
export function putText(text: string, piece: Piece): void {
  makeRoom(piece, text.length * WIDEST);
  piece.at += encoder.encodeInto(text, piece.bytes.subarray(piece.at)).written;
}
