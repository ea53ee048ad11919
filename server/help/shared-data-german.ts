import type { SharedData } from './shared-data.ts';

/** The words of SHARED_DATA in German, for the same scopes; a test compares. */
export const SHARED_DATA_GERMAN: Readonly<Record<string, Pick<SharedData, 'object' | 'purpose'>>> = {
  'oauth': { object: 'Konto', purpose: 'Weiß, welches HubSpot-Konto und welcher Benutzer Siderail verbunden hat.' },
  'crm.objects.contacts.read': { object: 'Kontakte', purpose: 'Zeigt und exportiert Kontakte; zeigt die Karte auf Kontakten.' },
  'crm.objects.contacts.write': { object: 'Kontakte', purpose: 'Schreibt die Notizen und Aufgaben, um die jemand mit einem Klick bittet, und die Eigenschaft eines Kontakts, die jemand aus einem Wert der Tabelle setzt. Für Notizen und Aufgaben hat HubSpot keine kleinere Berechtigung. Von selbst ändert Siderail keinen Kontakt.' },
  'crm.objects.companies.read': { object: 'Unternehmen', purpose: 'Zeigt und exportiert Unternehmen; zeigt die Karte auf Unternehmen.' },
  'crm.objects.deals.read': { object: 'Deals', purpose: 'Zeigt und exportiert Deals; zeigt die Karte auf Deals.' },
  'crm.objects.line_items.read': { object: 'Artikel', purpose: 'Zeigt und exportiert die Artikel eines Deals.' },
  'crm.objects.owners.read': { object: 'Zuständige', purpose: 'Zeigt die Namen der Zuständigen und die Teams, die die Regeln eines Admins nennen.' },
  'tickets': { object: 'Tickets', purpose: 'Zeigt und exportiert Tickets. HubSpots Berechtigung für Tickets schließt das Schreiben ein; Siderail ändert ein Ticket nur, wo jemand eine seiner Eigenschaften aus einem Wert der Tabelle setzt.' },
  'crm.objects.companies.write': { object: 'Unternehmen', purpose: 'Freiwillig. Lässt jemanden eine Eigenschaft eines Unternehmens aus einem Wert der Tabelle setzen, einzeln und mit einem Klick.' },
  'crm.objects.deals.write': { object: 'Deals', purpose: 'Freiwillig. Lässt jemanden eine Eigenschaft eines Deals aus einem Wert der Tabelle setzen, einzeln und mit einem Klick.' },
  'files': { object: 'Dateien', purpose: 'Freiwillig. Lässt jemanden einen kleinen Export an den Datensatz hängen, als private Datei hinter einer Notiz.' },
  'automation': { object: 'Workflows', purpose: 'Freiwillig. Lässt einen Workflow, der einen Export begonnen hat, weitergehen, wenn die Datei fertig ist.' },
  'settings.users.read': { object: 'Benutzer', purpose: 'Freiwillig. Lässt Super-Admins von HubSpot Siderail verwalten, ohne einzeln benannt zu werden.' },
};
