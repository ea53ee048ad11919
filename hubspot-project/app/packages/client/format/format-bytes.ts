import { formatNumber } from './format-number.ts';

const UNITS = ['', 'KB', 'MB', 'GB', 'TB'] as const;

/** A file size as people say it: 14 KB, 1.4 MB. Thousands, as operating systems' download lists show it. */
export function formatBytes(bytes: number, locale: string): string {
  let size = Math.max(0, bytes);
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 1 && size < 10 ? 1 : 0;
  return `${formatNumber(size, locale, { maximumFractionDigits: digits })} ${unit === 0 ? byteWord(size, locale) : UNITS[unit]}`;
}

function byteWord(size: number, locale: string): string {
  if (locale.startsWith('de')) return 'Byte';
  return size === 1 ? 'byte' : 'bytes';
}
