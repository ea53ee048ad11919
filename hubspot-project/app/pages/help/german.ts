import type { english } from './english.ts';

/** The same sentences in German. */
export const german: typeof english = {
  title: 'Hilfe',
  loading: 'Es wird nachgesehen, was eingerichtet ist',
  failed: 'Der Stand der Einrichtung konnte nicht gelesen werden',
  setup: 'Einrichtung',
  states: { done: 'Erledigt', open: 'Offen', broken: 'Braucht Sie', optional: 'Freiwillig', notNeeded: 'Noch nicht nötig' },
  steps: {
    scopes: { title: 'Zugriff auf HubSpot', done: 'Siderail hat allen Zugriff, den es nutzen kann.', open: 'Siderail arbeitet. HubSpot hat manchen Zugriff nicht erteilt, einen Teil davon gibt es nur in größeren Abonnements; das ist aus:', broken: 'Mancher Zugriff wurde nicht erteilt; was ihn braucht, ist aus:' },
    cards: { title: 'Karten an Datensätzen', done: 'Eine Karte wurde geöffnet.', open: 'Noch keine Karte wurde geöffnet. Fügen Sie die Siderail-Karte den Datensatzseiten hinzu: HubSpot-Einstellungen, Objekte, Datensatzanpassung.', broken: '' },
    connection: { title: 'Eigene Datenbanken', done: 'Eine Datenbank ist verbunden.', open: 'Keine Datenbank ist verbunden. Die Tabellen von HubSpot gehen auch ohne.', broken: 'Alle Verbindungen sind ausgeschaltet, also zeigt keine Karte eine Tabelle einer Datenbank.' },
    mail: { title: 'Mails zu Exporten', done: 'Die letzte Mail wurde gesendet.', open: 'Die erste geht hinaus, wenn ein Export im Hintergrund gelaufen ist.', broken: 'Die letzte Mail ist nicht sicher angekommen. Bleibt es so, sagen Sie es dem Betreiber von Siderail.' },
  },
  means: {
    automation: 'Aktionen in Workflows', 'settings.users.read': 'Super-Admins als Siderail-Admins', 'crm.objects.companies.write': 'Unternehmen ändern', 'crm.objects.deals.write': 'Deals ändern', files: 'Dateien an Datensätze hängen',
  },
  reconnect: 'Neu verbinden',
  toConnections: 'Zu den Verbindungen',
  askAdmin: 'Ändern kann das nur eine Person mit Adminrechten; hier steht es zu Ihrer Information.',
  support: 'Wenn etwas schiefgeht',
  code: 'Jeder Fehler hat einen Supportcode, etwa ABCD-EFGH. Senden Sie ihn uns: damit finden wir, was geschehen ist, ohne Ihre Daten zu sehen.',
  privacy: 'Der Code enthält nichts über Sie oder Ihre Datensätze.',
  links: 'Weiter zu',
  toExports: 'Meine Exporte',
  toUsage: 'Nutzung',
};
