import type { SpokenLanguage } from '#contract';

export type LostGrantWords = { readonly subject: string; readonly lines: (portalId: string) => readonly string[]; readonly connect: string };

/** What the mail about a withdrawn access says: what happened, what it means, what to do. A language of the contract without its words here does not compile. */
export const LOST_GRANT_WORDS: Readonly<Record<SpokenLanguage, LostGrantWords>> = {
  en: {
    subject: 'Siderail has lost its access to HubSpot',
    lines: (portalId) => [
      `Siderail can no longer reach your HubSpot account ${portalId}: HubSpot says that the access was withdrawn.`,
      'Tables on records stay empty until it is connected again. Exports that were running wait, and go on where they stopped. Nothing is lost.',
      'If you removed Siderail on purpose, there is nothing to do: what it keeps for this account is deleted after 30 days.',
    ],
    connect: 'Connect again',
  },
  de: {
    subject: 'Siderail hat seinen Zugang zu HubSpot verloren',
    lines: (portalId) => [
      `Siderail erreicht Ihr HubSpot-Konto ${portalId} nicht mehr: HubSpot sagt, dass der Zugang entzogen wurde.`,
      'Tabellen an Datensätzen bleiben leer, bis es neu verbunden ist. Exporte, die liefen, warten und machen dort weiter, wo sie stehen blieben. Nichts ist verloren.',
      'Wenn Sie Siderail mit Absicht entfernt haben, ist nichts zu tun: Was für dieses Konto aufbewahrt wird, wird nach 30 Tagen gelöscht.',
    ],
    connect: 'Neu verbinden',
  },
};
