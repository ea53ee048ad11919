import { isIP } from 'node:net';

/**
 * True for a name as DNS has them and for an address in its usual spelling. Numbers in other spellings (2130706433,
 * 0x7f.1, 0177.0.0.1, 127.1) are refused: the system's resolver reads them as addresses, people do not (T34).
 */
export function isHostName(host: string): boolean {
  if (isIP(host) !== 0) return !host.includes('%');
  const labels = host.replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  return host.length <= 253 && labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label)) && !/^(?:\d+|0x[\da-f]*)$/i.test(last);
}
