// JSON's grammar: no leading zeros, which only identifiers have, and no plus sign.
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Digits that a double keeps whatever the value is, and all that Excel shows. */
const EXACT_DIGITS = 15;
/** Excel's largest number; below the smallest a double loses digits. */
const LARGEST = 9.99999999999999e307;
const SMALLEST = 2.2250738585072014e-308;

/** Whether this text is a decimal number that survives as a double, so that no reader changes a digit of it. */
export function isExactNumber(text: string): boolean {
  if (!NUMBER.test(text)) return false;
  if (text.length <= EXACT_DIGITS && !/[eE]/.test(text)) return true;
  const digits = text.replace(/[eE].*$/, '').replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  if (digits === '') return true;
  const size = Math.abs(Number(text));
  return digits.length <= EXACT_DIGITS && size <= LARGEST && size >= SMALLEST;
}
