import type { SpokenLanguage } from '#contract';

type ShareWords = {
  readonly subject: (person: string, title: string) => string;
  readonly shared: (person: string, title: string, rows: string, size: string) => string;
  readonly note: (person: string, note: string) => string;
  readonly linkUntil: (until: string) => string;
  readonly signedInOnly: string;
};

/** What the mail about a shared file says besides what every mail about a file does. */
export const SHARE_WORDS: Readonly<Record<SpokenLanguage, ShareWords>> = {
  en: {
    subject: (person, title) => `${person} shares a file with you: ${title}`,
    shared: (person, title, rows, size) => `${person} shares the export “${title}” with you: ${rows}, ${size}.`,
    note: (person, note) => `${person} writes: “${note}”`,
    linkUntil: (until) => `The link works until ${until}. It is yours: please do not forward it. For as long as the file is kept and shared, “Shared with you” on Siderail’s page in HubSpot gives you new ones.`,
    signedInOnly: 'Your account gives files only to people who are signed in to HubSpot: open Siderail’s page there, “Shared with you” has it.',
  },
  de: {
    subject: (person, title) => `${person} teilt eine Datei mit Ihnen: ${title}`,
    shared: (person, title, rows, size) => `${person} teilt den Export „${title}“ mit Ihnen: ${rows}, ${size}.`,
    note: (person, note) => `${person} schreibt: „${note}“`,
    linkUntil: (until) => `Der Link gilt bis ${until}. Er gehört Ihnen: Bitte leiten Sie ihn nicht weiter. Solange die Datei aufbewahrt und geteilt wird, gibt Ihnen „Mit Ihnen geteilt“ auf der Siderail-Seite in HubSpot neue.`,
    signedInOnly: 'Ihr Konto gibt Dateien nur Personen, die in HubSpot angemeldet sind: Öffnen Sie dort die Siderail-Seite, unter „Mit Ihnen geteilt“ liegt sie.',
  },
};
