import type { SpokenLanguage } from '#contract';

export type InstallWords = Readonly<Record<'title' | 'text' | 'fix' | 'open' | 'back' | 'nothingHere' | 'noAddress' | 'noAddressFix', string>>;

/** What the page after an installation says, and the one of an address that leads nowhere. A language of the contract without its words here does not compile. */
export const INSTALL_WORDS: Readonly<Record<SpokenLanguage, InstallWords>> = {
  en: {
    title: 'Siderail is installed', text: 'Your HubSpot account is connected.',
    fix: 'Open a contact, company, deal or ticket: the Siderail card shows its tables. If the card is not there yet, add it under Customize record.',
    open: 'Open HubSpot', back: 'Back to HubSpot',
    nothingHere: 'There is nothing here', noAddress: 'This address does not exist.', noAddressFix: 'Open Siderail from a record in HubSpot.',
  },
  de: {
    title: 'Siderail ist installiert', text: 'Ihr HubSpot-Konto ist verbunden.',
    fix: 'Öffnen Sie einen Kontakt, ein Unternehmen, einen Deal oder ein Ticket: Die Siderail-Karte zeigt die Tabellen dazu. Wenn die Karte noch nicht da ist, fügen Sie sie unter „Datensatz anpassen“ hinzu.',
    open: 'HubSpot öffnen', back: 'Zurück zu HubSpot',
    nothingHere: 'Hier ist nichts', noAddress: 'Diese Adresse gibt es nicht.', noAddressFix: 'Öffnen Sie Siderail an einem Datensatz in HubSpot.',
  },
};
