// Characters after which a spreadsheet may read a cell as a formula, also behind white space, quotes and invisible
// characters; full-width twins included (OWASP ASVS 1.2.10; T43).
const FORMULA = /^[\s\0'"\u00A0\u200B-\u200F\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
const LEADING_CONTROL = /^[\t\r\n\0]/;
const HARMLESS_START = /^[A-Za-z0-9]/;

/** Whether a spreadsheet might run this text, or take it for a formula once somebody edits the cell. */
export function looksLikeFormula(text: string): boolean {
  if (text === '' || HARMLESS_START.test(text)) return false;
  return FORMULA.test(text) || LEADING_CONTROL.test(text);
}
