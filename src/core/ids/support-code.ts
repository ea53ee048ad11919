/** Eight characters without look-alikes: short enough to read out, long enough to find one log line. */
export function supportCode(random: () => number): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  let code = '';
  for (let position = 0; position < 8; position += 1) code += alphabet[Math.floor(random() * alphabet.length)];
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
