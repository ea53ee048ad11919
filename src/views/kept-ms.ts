/** A view that was slow is shown as it was read for so long; then it is deleted and read again when asked for. */
export const KEPT_MS = 8 * 3_600_000;
