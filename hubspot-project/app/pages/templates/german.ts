import type { english } from './english.ts';

const DAYS = ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'];

export const german: typeof english = {
  title: 'Vorlagen',
  intro: 'Exporte, die Sie gespeichert haben: mit einem Klick oder zu festen Zeiten wieder ausführen. Jeder bekommt dabei nur, was er selbst sehen darf.',
  loading: 'Vorlagen werden gesucht',
  listFailed: 'Die Vorlagen konnten nicht aufgelistet werden',
  none: 'Noch keine Vorlage',
  noneFix: 'Öffnen Sie einen Ihrer Exporte und wählen Sie „Als Vorlage speichern“.',
  about: (table, source, format) => `${table} · ${source} · ${format}`,
  owner: (email) => `Geteilt von ${email}`,
  shared: 'Geteilt',
  own: 'Nur Sie',
  run: 'Jetzt ausführen',
  ran: (name) => `${name} hat begonnen`,
  ranMore: 'Er steht unter Exporte; Sie hören, wenn er fertig ist.',
  asked: (name) => `${name} wartet auf Freigabe`,
  askedMore: 'Ein Admin ist gefragt. Unter Freigaben sehen Sie, wie es steht.',
  copy: 'Kopieren',
  copyName: (name) => `Kopie von ${name}`,
  share: 'Teilen',
  unshare: 'Nicht mehr teilen',
  remove: 'Löschen',
  removeNow: 'Endgültig löschen',
  schedule: 'Zeitplan',
  keep: 'Behalten',
  failed: 'Das hat nicht geklappt',
  noSchedule: 'Läuft nur, wenn jemand „Jetzt ausführen“ wählt.',
  paused: 'Angehalten',
  when: (rule, zone) => {
    switch (rule.kind) {
      case 'daily': return `Täglich um ${rule.at} (${zone})`;
      case 'weekly': return `Jeden ${rule.days.map((day) => DAYS[day - 1]).join(', ')} um ${rule.at} (${zone})`;
      case 'monthly': return `Am ${rule.day}. jedes Monats um ${rule.at} (${zone})`;
      case 'cron': return `Nach der Regel „${rule.expression}“ (${zone})`;
    }
  },
  next: (times) => `Als Nächstes, in Ihrer Zeit: ${times}`,
  slot: { started: 'begonnen', failed: 'gescheitert', skipped: 'ausgelassen' },
  last: (time, how) => `Zuletzt: ${time}, ${how}`,
  kind: 'Wie oft',
  kinds: { daily: 'Täglich', weekly: 'Wöchentlich', monthly: 'Monatlich', cron: 'Nach einer Cron-Regel' },
  at: 'Uhrzeit',
  atHelp: (zone) => `24 Stunden, etwa 07:30, in ${zone}`,
  days: 'Am',
  dayNames: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  day: 'Tag des Monats',
  dayHelp: 'In einem kürzeren Monat dessen letzter Tag',
  expression: 'Regel',
  expressionHelp: 'Minute, Stunde, Tag des Monats, Monat, Wochentag: 30 7 * * 1-5',
  makeUp: 'Einen verpassten Lauf einmal nachholen',
  onlyChanged: 'Nur Zeilen, die sich seit dem letzten Lauf geändert haben (gelöschte erscheinen nicht)',
  pause: 'Anhalten',
  save: 'Zeitplan speichern',
  stop: 'Zeitplan entfernen',
  close: 'Schließen',
  saveAs: 'Als Vorlage speichern',
  saveAsName: 'Name der Vorlage',
  saved: (name) => `${name} ist gespeichert`,
  savedMore: 'Sie finden sie unter Vorlagen.',
};
