const PARTS = [
  '..', '../', '..\\', '/', '\\', 'C:\\', '\\\\host\\share', '~', '.', '...', '%2e%2e%2f', '%00', '\0', '\r\n', '\nSet-Cookie: a=b', '"', '";filename="evil.exe', "'", '*', '?', '<script>', '|', ':',
  'CON', 'con.txt', 'NUL', 'COM1', 'LPT9.csv', 'AUX', 'PRN', '\u202Egnp.exe', '\u200B', '\uFEFF', '\uD800', 'é', 'e\u0301', '名前', '🚀', ' ', '\t', 'a'.repeat(300), '=1+1', '-rf', '$(id)', '`id`', 'file.csv.exe',
  '\u2025/', '．．／', '\u2215etc\u2215passwd', 'utf-8\'\'x', ';', ',',
];

/** 500 names of tables that attack paths, headers, file systems and eyes: single, in pairs, and around a harmless word. The same ones every time. */
export const HOSTILE_NAMES: readonly string[] = Array.from({ length: 500 }, (_, n) => {
  const one = PARTS[n % PARTS.length]!;
  const other = PARTS[(n * 7 + Math.floor(n / PARTS.length)) % PARTS.length]!;
  return [one, `${one}${other}`, `${one}Orders${other}`, `${other}/${one}`, `Orders ${one}`][Math.floor(n / PARTS.length) % 5]!;
});
