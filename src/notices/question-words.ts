import type { SpokenLanguage } from '#contract';

export type QuestionWords = {
  readonly subject: (who: string, title: string) => string;
  readonly wants: (who: string, title: string, rows: string) => string;
  readonly rows: (rows: string, one: boolean) => string;
  readonly rowsUnknown: string;
  /** Why it needs somebody's agreement is a sentence of its own before it. */
  readonly whyYou: string;
  readonly waitsUntil: (until: string) => string;
  readonly open: string;
  readonly closing: string;
};

/** What the mail asks that wants a decision about somebody's export. A language of the contract without its words here does not compile. */
export const QUESTION_WORDS: Readonly<Record<SpokenLanguage, QuestionWords>> = {
  en: {
    subject: (who, title) => `Approval needed: ${who} wants to export ${title}`,
    wants: (who, title, rows) => `${who} wants to export “${title}”: ${rows}.`,
    rows: (rows, one) => (one ? '1 row' : `${rows} rows`),
    rowsUnknown: 'an unknown number of rows',
    whyYou: 'You are asked because you may decide about exports.',
    waitsUntil: (until) => `The request waits until ${until}; without an answer the export is not made. The link is yours: please do not forward it.`,
    open: 'Look at the request',
    closing: 'Nothing happens before you have chosen on the page behind the link.',
  },
  de: {
    subject: (who, title) => `Freigabe nötig: ${who} möchte ${title} exportieren`,
    wants: (who, title, rows) => `${who} möchte „${title}“ exportieren: ${rows}.`,
    rows: (rows, one) => (one ? '1 Zeile' : `${rows} Zeilen`),
    rowsUnknown: 'wie viele Zeilen, ist nicht bekannt',
    whyYou: 'Sie werden gefragt, weil Sie über Exporte entscheiden dürfen.',
    waitsUntil: (until) => `Die Anfrage wartet bis ${until}; ohne Antwort wird der Export nicht erstellt. Der Link gehört Ihnen: Bitte leiten Sie ihn nicht weiter.`,
    open: 'Anfrage ansehen',
    closing: 'Nichts geschieht, bevor Sie auf der Seite hinter dem Link gewählt haben.',
  },
};
