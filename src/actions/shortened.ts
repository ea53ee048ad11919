const LONGEST_CELL = 500;

/** A value as it stands in a note or a mail: long ones cut with an ellipsis. */
export function shortened(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
}
