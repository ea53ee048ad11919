const makers = new WeakMap<Uint8Array, () => void>();

/**
 * Bytes whose maker would like to fill their memory again. Megabytes of buffers a second that are used once cost more
 * to collect than to fill.
 */
export function lend<Bytes extends Uint8Array>(bytes: Bytes, takeBack: () => void): Bytes {
  makers.set(bytes, takeBack);
  return bytes;
}

/**
 * Called by the last one who uses these bytes, when it has; they change after that. Does nothing for bytes that were
 * not lent. Bytes that nobody gives back are collected as usual.
 */
export function giveBack(bytes: Uint8Array): void {
  const takeBack = makers.get(bytes);
  makers.delete(bytes);
  takeBack?.();
}
