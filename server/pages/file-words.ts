import type { SpokenLanguage } from '#contract';

export type FileWords = {
  readonly of: (title: string, sources: string, asOf: string) => string;
  readonly rows: string;
  readonly size: string;
  readonly certificate: string;
  readonly notes: string;
  readonly keptUntil: string;
  readonly download: string;
  readonly downloadCertificate: string;
  /** Each begins the verdict and is followed by what it is about. */
  readonly complete: string;
  readonly notComplete: string;
  readonly part: string;
  readonly ofRows: (written: string, all: string | null) => string;
  readonly notEveryColumn: string;
  readonly skipped: (skipped: string, all: string) => string;
};

/** What the page of a file says. A language of the contract without its words here does not compile. */
export const FILE_WORDS: Readonly<Record<SpokenLanguage, FileWords>> = {
  en: {
    of: (title, sources, asOf) => `${title} from ${sources}, as of ${asOf}`,
    rows: 'Rows', size: 'Size', certificate: 'Certificate', notes: 'Notes', keptUntil: 'Kept until',
    download: 'Download file', downloadCertificate: 'Download certificate',
    complete: 'Complete', notComplete: 'Not complete', part: 'Only a part',
    ofRows: (written, all) => `${all === null ? written : `${written} of ${all}`} ${(all ?? written) === '1' ? 'row' : 'rows'}`,
    notEveryColumn: 'all rows, but not every column; see the notes',
    skipped: (skipped, all) => `${skipped} of ${all} rows were skipped; the certificate names them`,
  },
  de: {
    of: (title, sources, asOf) => `${title} aus ${sources}, Stand ${asOf}`,
    rows: 'Zeilen', size: 'Größe', certificate: 'Zertifikat', notes: 'Hinweise', keptUntil: 'Aufbewahrt bis',
    download: 'Datei herunterladen', downloadCertificate: 'Zertifikat herunterladen',
    complete: 'Vollständig', notComplete: 'Nicht vollständig', part: 'Nur ein Teil',
    ofRows: (written, all) => `${all === null ? written : `${written} von ${all}`} ${(all ?? written) === '1' ? 'Zeile' : 'Zeilen'}`,
    notEveryColumn: 'alle Zeilen, aber nicht jede Spalte; siehe die Hinweise',
    skipped: (skipped, all) => `${skipped} von ${all} Zeilen wurden ausgelassen; das Zertifikat nennt sie`,
  },
};
