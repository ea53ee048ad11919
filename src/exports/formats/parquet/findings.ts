/** What all values of a column that is no text have in common. Nulls count nowhere. */
export type Findings = {
  readonly values: number;
  /** Values the type of the column has no place for at all. */
  readonly strange: number;
  /** Numbers in scientific notation, NaN and infinite ones. Date-times without a zone. */
  readonly other: number;
  /** Numbers of which a double would keep another value. */
  readonly inexact: number;
  /** Most digits before and behind the decimal point. */
  readonly whole: number;
  readonly scale: number;
};
