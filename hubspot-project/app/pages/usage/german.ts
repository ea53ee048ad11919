import type { english } from './english.ts';

/** The same sentences in German. */
export const german: typeof english = {
  title: 'Nutzung',
  intro: 'Die letzten 30 Tage dieses HubSpot-Kontos; Tage sind in UTC.',
  loading: 'Wird zusammengezählt',
  failed: 'Die Nutzung konnte nicht gelesen werden',
  success: 'Gelungene Anfragen an HubSpot',
  line: (line) => `HubSpot verlangt mehr als ${line}.`,
  below: 'Unter HubSpots Grenze',
  belowFix: 'Die Tabelle unten zeigt, in welchem Teil Anfragen scheitern. Verbinden Sie Siderail neu, wenn der Zugriff fehlt; bleibt es so, sagen Sie es uns.',
  storage: 'Platz für Dateien',
  storageOf: (used, most) => `${used} von ${most}`,
  files: 'Erstellte Dateien',
  rows: 'Zeilen darin',
  requests: 'Anfragen an HubSpot',
  limited: 'Davon gebremst',
  chart: 'Anfragen an HubSpot pro Tag',
  day: 'Tag',
  area: 'Teil',
  sent: 'Gesendet',
  notOk: 'Fehlgeschlagen',
  rate: 'Gelungen',
  nothing: 'An HubSpot wurde noch nichts gesendet.',
  areas: { views: 'Tabellen auf Karten', exports: 'Exporte', actions: 'Aktionen', installs: 'Installation', other: 'Sonstiges' },
};
