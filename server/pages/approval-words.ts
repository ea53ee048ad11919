import type { SpokenLanguage } from '#contract';

type Settled = { readonly title: string; readonly text: (title: string) => string; readonly fix: string };

export type ApprovalWords = {
  readonly heading: string;
  readonly wants: (who: string, title: string) => string;
  readonly rows: string;
  readonly rowsUnknown: string;
  readonly why: string;
  readonly asked: string;
  readonly waitsUntil: string;
  readonly reason: (who: string) => string;
  readonly approve: string;
  readonly refuse: string;
  readonly settled: Readonly<Record<'approved' | 'refused' | 'over', Settled>>;
};

/** What the page of an approval says. A language of the contract without its words here does not compile. */
export const APPROVAL_WORDS: Readonly<Record<SpokenLanguage, ApprovalWords>> = {
  en: {
    heading: 'Approve an export?',
    wants: (who, title) => `${who} wants to export “${title}”.`,
    rows: 'Rows', rowsUnknown: 'not known before it is read', why: 'Why you are asked', asked: 'Asked', waitsUntil: 'Waits until',
    reason: (who) => `Reason (needed when you refuse; ${who} will read it)`,
    approve: 'Approve', refuse: 'Refuse',
    settled: {
      approved: { title: 'Approved', text: (title) => `“${title}” is being made now.`, fix: 'Whoever asked for it gets the file; you need to do nothing more.' },
      refused: { title: 'Refused', text: (title) => `“${title}” will not be made.`, fix: 'Whoever asked for it reads your reason; you need to do nothing more.' },
      over: { title: 'Nothing to decide', text: (title) => `The request for “${title}” is over: it was taken back, or its time has run out.`, fix: 'You need to do nothing.' },
    },
  },
  de: {
    heading: 'Einen Export freigeben?',
    wants: (who, title) => `${who} möchte „${title}“ exportieren.`,
    rows: 'Zeilen', rowsUnknown: 'erst bekannt, wenn gelesen wird', why: 'Warum Sie gefragt werden', asked: 'Gefragt', waitsUntil: 'Wartet bis',
    reason: (who) => `Grund (nötig, wenn Sie ablehnen; ${who} liest ihn)`,
    approve: 'Freigeben', refuse: 'Ablehnen',
    settled: {
      approved: { title: 'Freigegeben', text: (title) => `„${title}“ wird jetzt erstellt.`, fix: 'Wer darum bat, bekommt die Datei; Sie brauchen nichts weiter zu tun.' },
      refused: { title: 'Abgelehnt', text: (title) => `„${title}“ wird nicht erstellt.`, fix: 'Wer darum bat, liest Ihren Grund; Sie brauchen nichts weiter zu tun.' },
      over: { title: 'Nichts zu entscheiden', text: (title) => `Die Anfrage zu „${title}“ ist vorbei: Sie wurde zurückgenommen, oder ihre Zeit ist um.`, fix: 'Sie brauchen nichts zu tun.' },
    },
  },
};
