/** Pieces between a socket that pushes and a reader that pulls. */
export type PieceQueue<Piece> = {
  push(piece: Piece): void;
  /** No piece comes any more; `failure`: and this is why. */
  end(failure?: { readonly thrown: unknown }): void;
  /** The next piece, null at the end; throws the failure once the pieces before it are taken. */
  next(): Promise<Piece | null>;
};

/** `onFull` is called when `most` pieces wait, `onRoom` when half of them are taken again. */
export function createPieceQueue<Piece>(most: number, { onFull, onRoom }: { readonly onFull: () => void; readonly onRoom: () => void }): PieceQueue<Piece> {
  const pieces: Piece[] = [];
  let ended: { readonly failure: { readonly thrown: unknown } | null } | null = null;
  let full = false;
  let wake = (): void => undefined;

  return {
    push(piece) {
      pieces.push(piece);
      if (!full && pieces.length >= most) {
        full = true;
        onFull();
      }
      wake();
    },
    end(failure) {
      ended ??= { failure: failure ?? null };
      wake();
    },
    async next() {
      while (pieces.length === 0 && ended === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const piece = pieces.shift();
      if (full && pieces.length <= most / 2) {
        full = false;
        onRoom();
      }
      if (piece !== undefined) return piece;
      if (ended?.failure) throw ended.failure.thrown;
      return null;
    },
  };
}
