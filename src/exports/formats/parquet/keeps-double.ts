/**
 * Whether a double keeps the value of a number: the shortest way to write the double has the same digits. `text` is a
 * plain number, one in scientific notation, NaN or infinite.
 */
export function keepsDouble(text: string): boolean {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return true;
  const double = Number(text);
  if (!Number.isFinite(double)) return false;
  const written = String(double);
  return written === text || digitsOf(written) === digitsOf(text);
}

/** All that can differ between a number and its double: no sign, point, exponent, nor zeros at the ends. */
function digitsOf(number: string): string {
  return number.replace(/[eE].*$/, '').replaceAll(/[-.]/g, '').replaceAll(/^0+|0+$/g, '');
}
