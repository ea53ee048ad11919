import type { FileLocale, Job, JobPhase } from '@siderail/contract';
import type { UiTexts } from './ui-texts.ts';

const PHASE_WORDS: Record<JobPhase, string> = {
  planning: 'Wird vorbereitet',
  writing: 'Korrigierte Werte werden nach HubSpot geschrieben',
  reading: 'Zeilen werden gelesen',
  waiting: 'Datei wartet, bis sie an der Reihe ist',
  rendering: 'Datei wird geschrieben',
  publishing: 'Datei wird gespeichert',
};

const COUNTRY_WORDS: Readonly<Record<FileLocale | 'plain', string>> = {
  'plain': 'Für Programme: 1234.56 und 2026-12-31', 'de-DE': 'Deutschland, Österreich: 1234,56 und 31.12.2026', 'de-CH': 'Schweiz: 1234.56 und 31.12.2026',
  'fr-FR': 'Frankreich, Spanien, Italien: 1234,56 und 31/12/2026', 'en-GB': 'Vereinigtes Königreich: 1234.56 und 31/12/2026', 'en-US': 'Vereinigte Staaten: 1234.56 und 12/31/2026',
};

/** The same sentences in German, with the formal address that business software uses. */
export const german: UiTexts = {
  tryAgain: 'Erneut versuchen',
  whatToDo: (fix) => `Was zu tun ist: ${fix}`,
  supportCode: (code) => `Support-Code: ${code}`,
  download: (fileName) => `${fileName} herunterladen`,
  worksUntil: (time) => `Der Link gilt bis ${time}.`,
  fileCountry: (country) => COUNTRY_WORDS[country],
  linkOver: (time) => `Der Link galt bis ${time} und öffnet nichts mehr.`,
  newLink: 'Neuen Link holen',
  jobReadyTitle: 'Export fertig',
  jobReady: (title) => `${title} ist fertig. Wählen Sie „Link holen“ unter „Meine Exporte“.`,
  jobFailedTitle: 'Export fehlgeschlagen',
  jobFailed: (title, message, fix) => `${title}: ${message} ${fix}`,
  myExports: 'Meine Exporte',
  inboxTitle: (jobs) => ['Meine Exporte', ...inboxCounts(jobs)].join(' · '),
  loadingJobs: 'Ihre Exporte werden gesucht',
  noJobs: 'Sie haben noch keine Exporte. Was Sie starten, steht hier, bis die Datei abläuft.',
  jobsStale: 'Diese Liste ist vielleicht nicht aktuell',
  showAllJobs: (count) => `Alle ${count} zeigen`,
  showFewerJobs: 'Weniger zeigen',
  queued: 'Wartet',
  held: 'Wartet auf Freigabe',
  heldWhy: (why, until) => `${why} Eine Person mit Freigaberecht wurde gefragt; die Anfrage wartet bis ${until}.`,
  running: 'Läuft',
  cancelling: 'Wird abgebrochen',
  paused: 'Pausiert',
  pausedSince: (time) => `Seit ${time}. Der Export versucht es von selbst wieder und macht dort weiter, wo er war.`,
  ready: 'Fertig',
  readyNotWhole: 'Fertig, nicht vollständig',
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
  expired: 'Abgelaufen',
  shown: 'Geladen',
  viewOf: (title) => `Zeilen von ${title}`,
  viewReadyTitle: 'Zeilen geladen',
  viewReady: (title) => `Die Zeilen von ${title} sind da. Die Karte zeigt sie.`,
  viewFailedTitle: 'Zeilen nicht geladen',
  shownUntil: (rows, one, until) => `${one ? '1 Zeile' : `${rows} Zeilen`}. Die Karte am Datensatz zeigt sie bis ${until}.`,
  viewExpiredFix: 'Die Zeilen werden nicht mehr aufbewahrt. Öffnen Sie die Tabelle am Datensatz, um sie neu zu lesen.',
  ahead: (count, one) => (one ? '1 Export ist davor an der Reihe.' : `${count} Exporte sind davor an der Reihe.`),
  nextInLine: 'Beginnt gleich.',
  phase: (phase) => PHASE_WORDS[phase],
  rowsSoFar: (done, total) => (total === null ? `bisher ${done} ${done === '1' ? 'Zeile' : 'Zeilen'}` : `${done} von ${total} ${total === '1' ? 'Zeile' : 'Zeilen'}`),
  timeLeft: (time) => `noch etwa ${time}`,
  progressOf: (title) => `Fortschritt von ${title}`,
  complete: (written, upstream) => `Vollständig: ${written} von ${upstream} ${upstream === '1' ? 'Zeile' : 'Zeilen'}`,
  filteredOut: (others) => `${others} ${others === '1' ? 'weitere erfüllt' : 'weitere erfüllen'} die Filter nicht`,
  incompleteColumns: (written) => `Nicht vollständig: alle ${written} Zeilen, aber nicht jede Spalte; das Zertifikat sagt, warum`,
  incomplete: (written, upstream, skipped) => `${written} von ${upstream} ${upstream === '1' ? 'Zeile' : 'Zeilen'}, ${skipped} ausgelassen; das Zertifikat sagt, warum`,
  madeIn: (duration) => `erstellt in ${duration}`,
  keptUntil: (time) => `aufbewahrt bis ${time}`,
  mailSent: 'E-Mail gesendet',
  mailUncertain: 'Es ist nicht sicher, dass die E-Mail angekommen ist',
  mailFailed: 'Die E-Mail konnte nicht zugestellt werden',
  noMail: (why) => {
    switch (why.reason) {
      case 'shorter': return `Keine E-Mail: Er dauerte weniger als ${why.minutes === 1 ? 'eine Minute' : `${why.minutes} Minuten`}`;
      case 'never': return 'Keine E-Mail: Ihr Konto sendet keine über fertige Exporte';
      case 'domain': return 'Keine E-Mail: Ihr Konto sendet keine an Adressen wie Ihre';
    }
  },
  stoppedAfter: (rows) => `Nach ${rows} ${rows === '1' ? 'Zeile' : 'Zeilen'} angehalten. Es gibt keine Datei.`,
  kept: (rows, until) => (rows === '1' ? `Die gelesene Zeile wird bis ${until} aufbewahrt.` : `Die ${rows} gelesenen Zeilen werden bis ${until} aufbewahrt.`),
  part: (rows) => `Nur ein Teil: ${rows} ${rows === '1' ? 'Zeile' : 'Zeilen'}; das Zertifikat sagt, wo es aufhörte`,
  expiredFix: 'Die Datei wurde gelöscht, weil ihre Zeit um ist. Führen Sie den Export noch einmal aus.',
  cancel: 'Abbrechen',
  retry: 'Wiederholen',
  getPart: 'Vorhandenes holen',
  rerun: 'Noch einmal ausführen',
  repair: (rows, one) => (one ? 'Ausgelassene Zeile noch einmal lesen' : `Die ${rows} ausgelassenen Zeilen noch einmal lesen`),
  getRepairLink: 'Liste korrigieren',
  repairLink: 'Liste der ausgelassenen Zeilen öffnen',
  repairs: 'Liest noch einmal, was ein früherer Export ausgelassen hat.',
  repaired: 'Ein späterer Export hat die ausgelassenen Zeilen noch einmal gelesen.',
  undoes: 'Nimmt zurück, was eine frühere Liste in HubSpot geändert hat.',
  changed: (rows, one) => (one ? '1 Zeile wurde in HubSpot geändert.' : `${rows} Zeilen wurden in HubSpot geändert.`),
  undone: 'Diese Änderungen wurden zurückgenommen.',
  getResults: 'Ergebnis je Zeile',
  resultsLink: 'Ergebnis je Zeile öffnen',
  resultsWithUndoLink: 'Ergebnis je Zeile öffnen oder zurücknehmen',
  getLink: 'Link holen',
  stopLinks: 'Alle Links beenden',
  jobCommandFailed: 'Das hat nicht geklappt',

  sharedWithYou: 'Mit Ihnen geteilt',
  sharedWithYouFailed: 'Was mit Ihnen geteilt wird, konnte nicht aufgelistet werden',
  sharedBy: (person) => `Geteilt von ${person}`,
  sharedNote: (note) => `„${note}“`,
  sharedRows: (rows, one) => (one ? '1 Zeile' : `${rows} Zeilen`),
  sharedNotComplete: 'Nicht vollständig; das Zertifikat sagt, warum',
  sharedAt: (time) => `geteilt ${time}`,
  olderShared: 'Ältere zeigen',
  noLink: 'Es gibt keinen Link',

  messages: 'Nachrichten an Sie',
  messagesFailed: 'Nachrichten an Sie konnten nicht aufgelistet werden',
  moreMessages: 'Weitere Nachrichten zeigen',
  fromWorkflow: (workflow) => `Von Workflow ${workflow}`,
  messageMail: (state) => ({ pending: 'E-Mail unterwegs', sent: 'auch per E-Mail', uncertain: 'die E-Mail kam vielleicht nicht an', failed: 'die E-Mail wurde nicht zugestellt' })[state],
  openRecord: 'Datensatz öffnen',
};

function inboxCounts(jobs: readonly Job[]): string[] {
  const count = (...states: Job['state'][]) => jobs.filter((job) => states.includes(job.state)).length;
  const counts = [
    [count('running', 'queued'), 'laufen'],
    [count('ready'), 'fertig'],
    [count('failed'), 'fehlgeschlagen'],
  ] as const;
  return counts.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
}
