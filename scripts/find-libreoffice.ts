import { existsSync } from 'node:fs';

const usualPlaces = ['/usr/bin/soffice', '/usr/bin/libreoffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice', '/snap/bin/libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];

/** The path of LibreOffice on this machine: LIBREOFFICE_PATH or a usual place; else undefined. */
export function findLibreOffice(): string | undefined {
  const named = process.env['LIBREOFFICE_PATH'];
  return (named ? [named] : usualPlaces).find((path) => existsSync(path));
}
