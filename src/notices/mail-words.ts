import type { SpokenLanguage } from '#contract';

export type MailWords = {
  readonly readySubject: (title: string, part: boolean) => string;
  readonly ready: (title: string, rows: string, size: string) => string;
  readonly readyPart: (title: string, rows: string, size: string) => string;
  readonly rows: (rows: string, one: boolean) => string;
  readonly written: (rows: string, one: boolean) => string;
  readonly takenBack: (rows: string, one: boolean) => string;
  readonly seeChanges: string;
  readonly incomplete: string;
  readonly skippedRows: (rows: string, one: boolean) => string;
  readonly moreColumns: (columns: number) => string;
  readonly linkUntil: (until: string) => string;
  readonly signedInOnly: string;
  readonly openPage: string;
  readonly openInHubSpot: string;
  readonly checksum: (sha256: string) => string;
  readonly failedSubject: (title: string) => string;
  readonly failed: (title: string) => string;
  readonly unknownFailure: string;
  readonly retry: string;
  readonly supportCode: (code: string) => string;
  readonly viewSubject: (title: string) => string;
  readonly view: (title: string) => string;
  readonly viewFailed: (title: string) => string;
  readonly viewRetry: string;
  readonly openRecord: string;
};

/** What the mails about an export say. A language of the contract without its words here does not compile. */
export const MAIL_WORDS: Readonly<Record<SpokenLanguage, MailWords>> = {
  en: {
    readySubject: (title, part) => `${part ? 'Part of your export' : 'Your export'} is ready: ${title}`,
    ready: (title, rows, size) => `Your export “${title}” is ready: ${rows}, ${size}.`,
    readyPart: (title, rows, size) => `A part of your export “${title}” is ready, as you asked: ${rows}, ${size}. Rows are missing; the certificate says where it stopped.`,
    incomplete: 'It is not complete.',
    rows: (rows, one) => (one ? '1 row' : `${rows} rows`),
    written: (rows, one) => `Before that, corrected values of ${one ? '1 row' : `${rows} rows`} were written to HubSpot.`,
    takenBack: (rows, one) => `Before that, ${one ? '1 row' : `${rows} rows`} got the old values back in HubSpot.`,
    seeChanges: 'My exports in HubSpot shows them row by row and can take them back.',
    skippedRows: (rows, one) => (one ? '1 row is not in it; the certificate names it with the reason.' : `${rows} rows are not in it; the certificate names them with the reason.`),
    moreColumns: (columns) => `${columns} more columns are not whole; the certificate names them.`,
    linkUntil: (until) => `The link works until ${until}. It is yours: please do not forward it.`,
    signedInOnly: 'Your account gives files only to people who are signed in to HubSpot: the Siderail card on the record has yours, and so has the list of your exports.',
    openPage: 'Open the file page',
    openInHubSpot: 'Open HubSpot',
    checksum: (sha256) => `SHA-256 of the file: ${sha256}`,
    failedSubject: (title) => `Your export did not finish: ${title}`,
    failed: (title) => `Your export “${title}” did not finish.`,
    unknownFailure: 'Something went wrong on our side.',
    retry: 'Nothing is lost: after that, Retry in the card goes on from where it stopped.',
    supportCode: (code) => `Support code: ${code}`,
    viewSubject: (title) => `The rows you waited for are there: ${title}`,
    view: (title) => `The rows of “${title}” that took long to load are there now. The card on the record shows them for eight hours.`,
    viewFailed: (title) => `The rows of “${title}” could not be loaded`,
    viewRetry: 'Open the record to try again, or export the table: an export may take as long as it needs.',
    openRecord: 'Open the record',
  },
  de: {
    readySubject: (title, part) => `${part ? 'Ein Teil Ihres Exports ist' : 'Ihr Export ist'} fertig: ${title}`,
    ready: (title, rows, size) => `Ihr Export „${title}“ ist fertig: ${rows}, ${size}.`,
    readyPart: (title, rows, size) => `Ein Teil Ihres Exports „${title}“ ist fertig, wie gewünscht: ${rows}, ${size}. Es fehlen Zeilen; das Zertifikat sagt, wo er endete.`,
    incomplete: 'Er ist nicht vollständig.',
    rows: (rows, one) => (one ? '1 Zeile' : `${rows} Zeilen`),
    written: (rows, one) => `Vorher wurden korrigierte Werte ${one ? 'einer Zeile' : `von ${rows} Zeilen`} nach HubSpot geschrieben.`,
    takenBack: (rows, one) => `Vorher ${one ? 'bekam 1 Zeile' : `bekamen ${rows} Zeilen`} in HubSpot die alten Werte zurück.`,
    seeChanges: '„Meine Exporte“ in HubSpot zeigt sie Zeile für Zeile und kann sie zurücknehmen.',
    skippedRows: (rows, one) => (one ? '1 Zeile fehlt; das Zertifikat nennt sie mit dem Grund.' : `${rows} Zeilen fehlen; das Zertifikat nennt sie mit dem Grund.`),
    moreColumns: (columns) => `${columns} weitere Spalten sind nicht vollständig; das Zertifikat nennt sie.`,
    linkUntil: (until) => `Der Link gilt bis ${until}. Er gehört Ihnen: Bitte leiten Sie ihn nicht weiter.`,
    signedInOnly: 'Ihr Konto gibt Dateien nur an Personen, die in HubSpot angemeldet sind: Ihre liegt in der Siderail-Karte am Datensatz und in der Liste Ihrer Exporte.',
    openPage: 'Seite der Datei öffnen',
    openInHubSpot: 'HubSpot öffnen',
    checksum: (sha256) => `SHA-256 der Datei: ${sha256}`,
    failedSubject: (title) => `Ihr Export wurde nicht fertig: ${title}`,
    failed: (title) => `Ihr Export „${title}“ wurde nicht fertig.`,
    unknownFailure: 'Bei uns ist etwas schiefgegangen.',
    retry: 'Nichts ist verloren: „Wiederholen“ in der Karte macht danach dort weiter, wo er stehen blieb.',
    supportCode: (code) => `Support-Code: ${code}`,
    viewSubject: (title) => `Die Zeilen, auf die Sie gewartet haben, sind da: ${title}`,
    view: (title) => `Die Zeilen von „${title}“, die lange luden, sind jetzt da. Die Karte am Datensatz zeigt sie acht Stunden lang.`,
    viewFailed: (title) => `Die Zeilen von „${title}“ konnten nicht geladen werden`,
    viewRetry: 'Öffnen Sie den Datensatz, um es erneut zu versuchen, oder exportieren Sie die Tabelle: Ein Export darf so lange dauern, wie er braucht.',
    openRecord: 'Datensatz öffnen',
  },
};
