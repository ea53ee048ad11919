import type { english } from './english.ts';

/** The same sentences in German. */
export const german: typeof english = {
  title: 'Meine Nachrichten',
  intro: 'Wie Siderail Ihnen von Ihren Exporten erzählt. Unter Exporte steht in jedem Fall alles; hier geht es um die E-Mails.',
  loading: 'Ihre Wünsche werden gesucht',
  failed: 'Ihre Wünsche konnten nicht gelesen werden',
  saveFailed: 'Ihre Wünsche wurden nicht gespeichert',
  minutes: 'Nur über Exporte, die mindestens so viele Minuten dauerten',
  minutesHelp: '0: über jeden, der im Hintergrund lief. Fehler werden immer gemeldet.',
  quiet: 'Keine E-Mails in ruhigen Stunden',
  quietHelp: 'Sie warten und kommen, wenn die Stunden vorbei sind.',
  from: 'Von',
  to: 'Bis',
  hour: (hour) => `${String(hour).padStart(2, '0')}:00 Uhr`,
  language: 'Sprache der E-Mails',
  languages: { en: 'English', de: 'Deutsch' },
  zone: 'Ihre Zeitzone',
  zoneHelp: 'Für die Zeiten in den E-Mails und für Ihre ruhigen Stunden.',
  save: 'Speichern',
  saved: 'Gespeichert',
  savedMore: 'Es gilt ab der nächsten E-Mail.',
  account: 'Die Admins Ihres Kontos können festgelegt haben, dass E-Mails für alle seltener sind oder nachts warten. Der strengere Wunsch gilt, und der Export sagt, wenn keine gesendet wurde.',
};
