import type { english } from './english.ts';

/** The same sentences in German. */
export const german: typeof english = {
  share: 'Teilen',
  panelTitle: (title) => `${title} teilen`,
  intro: 'Jemand aus diesem HubSpot-Konto bekommt eine E-Mail mit einem eigenen Link und findet die Datei unter „Mit Ihnen geteilt“. Das endet mit der Datei.',
  search: 'Nach jemandem suchen',
  searchHint: 'Name oder E-Mail-Adresse',
  colleague: 'Mit wem',
  choose: 'Wählen Sie eine Person',
  moreColleagues: 'Es gibt mehr: Geben Sie einen Teil des Namens ein.',
  noColleagues: (search) => (search === '' ? 'Sonst nutzt niemand dieses HubSpot-Konto.' : `Hier heißt niemand „${search}“.`),
  note: 'Ein Satz dazu (freiwillig)',
  colleaguesFailed: 'Die Personen dieses Kontos konnten nicht aufgelistet werden',
  shareFailed: 'Die Datei wurde nicht geteilt',
  sharedAlert: 'Geteilt',
  sharedMore: (person) => `${person} bekommt eine E-Mail.`,
  sharedNoMail: (person) => `${person} findet sie unter „Mit Ihnen geteilt“; Ihr Konto sendet keine E-Mails über Dateien.`,
  close: 'Schließen',

  sharedWith: 'Geteilt mit',
  sharesFailed: 'Mit wem die Datei geteilt ist, konnte nicht gelesen werden',
  since: (time) => `seit ${time}`,
  mail: (state) => ({ pending: 'E-Mail unterwegs', sent: 'E-Mail gesendet', uncertain: 'die E-Mail kam vielleicht nicht an', failed: 'die E-Mail wurde nicht zugestellt', suppressed: 'keine E-Mail' })[state],
  fetched: (times, one) => (one ? 'einmal heruntergeladen' : `${times}-mal heruntergeladen`),
  lookedAt: 'geöffnet, nicht heruntergeladen',
  notOpened: 'noch nicht geöffnet',
  stop: 'Nicht mehr teilen',
  stopFailed: 'Das Teilen wurde nicht beendet',
};
