/** Word lists of the business database. Notes hold what breaks careless CSV writers: commas, quotes, line breaks, umlauts, formulas. */
export const COMPANY_NAMES = ['Nordwind', 'Blue Harbor', 'Müller & Söhne', 'Atlas', 'Côte d’Azur Distribution', 'Redwood', 'Łódź Steel', 'Evergreen', 'Ångström Labs', 'O’Brien'] as const;
export const COMPANY_KINDS = ['GmbH', 'Ltd.', 'Inc.', 'S.A.', 'AG', 'B.V.', 'LLC', 'Oy'] as const;

/** Country and the currency its customers buy in. */
export const COUNTRIES = [
  ['DE', 'EUR'], ['FR', 'EUR'], ['NL', 'EUR'], ['AT', 'EUR'], ['ES', 'EUR'], ['US', 'USD'], ['GB', 'GBP'], ['CH', 'CHF'], ['FI', 'EUR'], ['PL', 'PLN'],
] as const;

export const SALES_REPS = ['Sam Seller', 'Ada Admin', 'Jürgen Groß', 'Zoë Fernández', 'Mei Tanaka', 'Priya Nair'] as const;
export const PAYMENT_TERMS = ['14 days', '30 days', '30 days, 2 % discount in 10', '60 days', 'prepaid'] as const;
export const PRODUCTS = ['Hinge, steel, 40 mm', 'Cable "Pro" 5 m', 'Lüfter 120 mm', 'Sensor T-100', 'Mounting kit', 'Valve ½"', 'Filter cartridge', 'Control unit'] as const;
export const PAYMENT_METHODS = ['bank transfer', 'direct debit', 'card', 'PayPal'] as const;

export const NOTES = [
  'Deliver to gate 3, ring twice',
  'Customer said: "as soon as possible"',
  'Line one\nLine two, after a line break',
  'Rückfrage bei Frau Öztürk, Büro 12',
  '=SUM(A1:A9)',
  '+49 30 1234567 is the number to call',
  '@reception; leave there',
  '-5 % agreed on the phone',
  '  leading and trailing blanks  ',
  'Windows line break\r\nand a tab\there',
  '日本語のメモ, 👍',
  '=HYPERLINK("http://example.com","click")',
] as const;
