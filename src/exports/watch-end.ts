/**
 * The same pieces, each of them told before it goes on, and a promise that resolves once nobody will read another one: at the end, at an
 * error, or when the reader stops.
 */
export function watchEnd(body: AsyncIterable<Uint8Array>, onPiece: () => void): { readonly pieces: AsyncIterable<Uint8Array>; readonly ended: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();

  async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const piece of body) {
        onPiece();
        yield piece;
      }
    } finally {
      resolve();
    }
  }

  return { pieces: pieces(), ended: promise };
}
