import type { Sentences } from '../sentences.ts';

/** What the pages around installing, and links that lead nowhere, say. */
export const installSentences: Sentences = {
  'This link names no HubSpot account.': 'Dieser Link nennt kein HubSpot-Konto.',
  'Use the link as it was sent to you.': 'Nehmen Sie den Link so, wie er Ihnen gesendet wurde.',
  'The access was not granted in HubSpot.': 'Der Zugang wurde in HubSpot nicht erlaubt.',
  'Another HubSpot account was chosen than the one to connect again.': 'Es wurde ein anderes HubSpot-Konto gewählt als das, das neu zu verbinden ist.',
  'Open the link again and choose the account it was made for.': 'Öffnen Sie den Link noch einmal, und wählen Sie das Konto, für das er gemacht ist.',
  'Some of the access Siderail cannot do without was not granted: {1}.': 'Ein Teil des Zugangs, ohne den Siderail nicht auskommt, wurde nicht erlaubt: {1}.',
  'The connection of this account stays as it was. Then install it as a super admin, from {1}, and grant everything it asks for.': 'Die Verbindung dieses Kontos bleibt, wie sie war. Installieren Sie Siderail als Super-Admin von {1} aus, und erlauben Sie alles, worum es bittet.',
  'Siderail was taken out of the account again. Then install it as a super admin, from {1}, and grant everything it asks for.': 'Siderail wurde wieder aus dem Konto genommen. Installieren Sie es dann als Super-Admin von {1} aus, und erlauben Sie alles, worum es bittet.',
  'Remove Siderail in HubSpot under Settings, Integrations, Connected apps. Then install it as a super admin, from {1}, and grant everything it asks for.': 'Entfernen Sie Siderail in HubSpot unter Einstellungen, Integrationen, Verbundene Apps. Installieren Sie es dann als Super-Admin von {1} aus, und erlauben Sie alles, worum es bittet.',
  'This installation was started in another browser, was already finished, or took too long.': 'Diese Installation wurde in einem anderen Browser begonnen, war schon fertig oder hat zu lange gedauert.',
  'HubSpot did not accept this installation: the code was used or has run out.': 'HubSpot hat diese Installation nicht angenommen: Der Code war verwendet oder abgelaufen.',
  'Open the list of requests in Siderail’s settings.': 'Öffnen Sie die Liste der Anfragen in den Einstellungen von Siderail.',
  'Open Activity in Siderail and export the log again.': 'Öffnen Sie „Aktivität“ in Siderail, und exportieren Sie das Protokoll noch einmal.',
  'Open My exports in HubSpot and choose Correct the list.': 'Öffnen Sie „Meine Exporte“ in HubSpot und wählen Sie „Liste korrigieren“.',
  'This account gives files only to people who are signed in to HubSpot.': 'Dieses Konto gibt Dateien nur an Personen, die in HubSpot angemeldet sind.',
  'Open Siderail in HubSpot and get the file there: its link works once, in your browser, for five minutes.': 'Öffnen Sie Siderail in HubSpot, und holen Sie die Datei dort: Ihr Link gilt einmal, in Ihrem Browser, fünf Minuten lang.',
};
