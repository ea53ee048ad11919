import type { SpokenLanguage } from '#contract';

export type MessageWords = {
  readonly ready: (title: string, rows: string, one: boolean, who: string) => string;
  readonly ended: Readonly<Record<'failed' | 'cancelled', (title: string, who: string) => string>>;
  readonly supportCode: (code: string) => string;
  readonly openRecord: string;
  readonly task: Readonly<Record<'ready' | 'failed' | 'cancelled', (title: string) => string>>;
  readonly inCard: string;
  readonly onPage: string;
};

/** What channels and tasks say of somebody's export, in that person's language. A language of the contract without its words here does not compile. */
export const MESSAGE_WORDS: Readonly<Record<SpokenLanguage, MessageWords>> = {
  en: {
    ready: (title, rows, one, who) => `Export “${title}” is ready: ${rows} ${one ? 'row' : 'rows'}, for ${who}.`,
    ended: { failed: (title, who) => `Export “${title}” for ${who} failed.`, cancelled: (title, who) => `Export “${title}” for ${who} was cancelled.` },
    supportCode: (code) => `Support code: ${code}.`,
    openRecord: 'Open the record in HubSpot',
    task: { ready: (title) => `Export ready: ${title}`, failed: (title) => `Export failed: ${title}`, cancelled: (title) => `Export cancelled: ${title}` },
    inCard: 'It waits in the Siderail card.',
    onPage: 'Its page in Siderail says what can be done.',
  },
  de: {
    ready: (title, rows, one, who) => `Export „${title}“ ist fertig: ${rows} ${one ? 'Zeile' : 'Zeilen'}, für ${who}.`,
    ended: { failed: (title, who) => `Export „${title}“ für ${who} ist fehlgeschlagen.`, cancelled: (title, who) => `Export „${title}“ für ${who} wurde abgebrochen.` },
    supportCode: (code) => `Support-Code: ${code}.`,
    openRecord: 'Datensatz in HubSpot öffnen',
    task: { ready: (title) => `Export fertig: ${title}`, failed: (title) => `Export fehlgeschlagen: ${title}`, cancelled: (title) => `Export abgebrochen: ${title}` },
    inCard: 'Er wartet in der Siderail-Karte.',
    onPage: 'Seine Seite in Siderail sagt, was zu tun ist.',
  },
};
