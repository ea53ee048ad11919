import { aptInstall } from './apt-install.ts';
import { findLibreOffice } from './find-libreoffice.ts';

/** Workbooks are opened by a spreadsheet program too, which reads them as people's programs do. False when there is none. */
export function ensureLibreOffice(): boolean {
  if (findLibreOffice() !== undefined) return true;
  return aptInstall('LibreOffice for the tests of workbooks', ['libreoffice-calc']) && findLibreOffice() !== undefined;
}
