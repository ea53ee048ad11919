import type { ExportFormat, RecordRef } from '@siderail/contract';
import type { Texts } from './use-texts.ts';

type Words = Readonly<Record<RecordRef['objectTypeId'], readonly [one: string, many: string]>>;
const WORDS: Words = { '0-1': ['ausgewählter Kontakt', 'ausgewählte Kontakte'], '0-2': ['ausgewähltes Unternehmen', 'ausgewählte Unternehmen'], '0-3': ['ausgewählter Deal', 'ausgewählte Deals'], '0-5': ['ausgewähltes Ticket', 'ausgewählte Tickets'] };
const FORMATS: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', xlsx: 'Excel-Arbeitsmappe', jsonl: 'JSON Lines', parquet: 'Parquet' };

export const german: Texts = {
  notSetUp: 'Diese Aktion ist nicht eingerichtet',
  notSetUpFix: 'Bitten Sie jemanden mit HubSpot-Administratorrechten, Siderail neu zu installieren.',
  wrongType: 'Diese Datensätze können hier nicht exportiert werden',
  wrongTypeFix: 'Wählen Sie Kontakte, Unternehmen, Deals oder Tickets aus.',
  nothingSelected: 'Es ist kein Datensatz ausgewählt',
  nothingSelectedFix: 'Wählen Sie in der Liste Datensätze aus und öffnen Sie diese Aktion noch einmal.',
  tooMany: (count, most) => `${count} Datensätze sind ausgewählt; ein Export fasst ${most}`,
  tooManyFix: 'Wählen Sie weniger aus, oder exportieren Sie die ganze Tabelle mit einem Filter von einer Siderail-Karte aus.',
  selected: (type, count, one) => `${count} ${WORDS[type][one ? 0 : 1]}`,
  unreadable: (count, one) => (one ? 'Ein weiterer war in HubSpots Auswahl nicht lesbar und fehlt.' : `${count} weitere waren in HubSpots Auswahl nicht lesbar und fehlen.`),
  sending: 'Die Auswahl wird übernommen',
  sentSoFar: (done, all) => `${done} von ${all}`,
  notSent: 'Die Auswahl konnte nicht übernommen werden',
  lookingForTable: 'Es wird nachgesehen, was exportiert werden kann',
  noTable: 'Was exportiert werden kann, ist gerade nicht bekannt',
  mayNotExport: 'Sie dürfen diese Datensätze nicht exportieren',
  mayNotExportFix: 'Fragen Sie jemanden mit Siderail-Administratorrechten in Ihrem HubSpot-Konto: Dort wird entschieden, wer was exportieren darf.',
  columns: 'Spalten',
  related: 'Dazu von jedem',
  relatedHint: 'In einer Excel-Arbeitsmappe, jede Tabelle auf einem eigenen Blatt, verbunden über die Datensatz-ID.',
  fileFormat: 'Datei',
  formatName: (format) => FORMATS[format],
  estimating: 'Größe und Dauer werden ermittelt',
  estimateFailed: 'Größe und Dauer sind gerade nicht bekannt.',
  about: (what) => `etwa ${what}`,
  rightNow: 'sofort',
  inBackground: 'im Hintergrund',
  calls: (count) => `${count} Anfragen an HubSpot`,
  needsApproval: (why) => `${why} Ihr Klick bittet um die Freigabe.`,
  exportAll: 'Ausgewählte Datensätze exportieren',
  exportRows: (count, one) => (one ? '1 Datensatz exportieren' : `${count} Datensätze exportieren`),
  confirm: (count) => (count === null ? 'Wie viele Zeilen das werden, ist nicht bekannt. Alle exportieren?' : `${count} Datensätze sind viele. Alle exportieren?`),
  yesExport: 'Ja, exportieren',
  notNow: 'Jetzt nicht',
  notStarted: 'Der Export wurde nicht gestartet',
  goOnWorking: 'Sie können dieses Fenster schließen und weiterarbeiten. Die Datei liegt unter „Meine Exporte“; dauert es länger, bekommen Sie eine E-Mail.',
};
