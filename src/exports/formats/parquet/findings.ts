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

export const NO_FINDINGS: Findings = { values: 0, strange: 0, other: 0, inexact: 0, whole: 0, scale: 0 };

export function joinFindings(one: Findings, next: Findings): Findings {
  return {
    values: one.values + next.values,
    strange: one.strange + next.strange,
    other: one.other + next.other,
    inexact: one.inexact + next.inexact,
    whole: Math.max(one.whole, next.whole),
    scale: Math.max(one.scale, next.scale),
  };
}
