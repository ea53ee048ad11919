const NUMBER = /^-?\d+([.,]\d+)?$/;
const SCIENTIFIC = /^-?\d+([.,]\d+)?E[+-]?\d+$/i;
const DAY = /^\d{4}-\d\d-\d\d/;
/** What a spreadsheet keeps of a long number. */
const DIGITS_KEPT = 1e-5;

/**
 * Whether a text is only what a spreadsheet made of the other one when it opened a CSV file: 7 of 007, 1.23457E+19 of a long
 * number, 31.01.2026 of 2026-01-31. Nobody meant such a change.
 */
export function isSpreadsheets(was: string, is: string): boolean {
  if (was === is) return true;
  if (DAY.test(was)) return !is.includes('-') && sameDay(was, is);
  if (!NUMBER.test(was) || !(NUMBER.test(is) || SCIENTIFIC.test(is))) return false;
  const [before, after] = [number(was), number(is)];
  if (SCIENTIFIC.test(is)) return Math.abs(before - after) <= Math.abs(before) * DIGITS_KEPT;
  // A number that says the same, but for zeros before or behind, or digits beyond the fifteenth.
  return before === after;
}

function sameDay(was: string, is: string): boolean {
  const parts = (text: string): string => (text.slice(0, 10).match(/\d+/g) ?? []).map(Number).toSorted((a, b) => a - b).join(' ');
  return /^\d{1,4}[./]\d{1,2}[./]\d{1,4}/.test(is) && parts(was) === parts(is);
}

function number(text: string): number {
  return Number(text.replace(',', '.'));
}
