import type { SpokenLanguage } from '#contract';

export type ErrorTitles = Readonly<Record<'link' | 'download' | 'decision' | 'installBegin' | 'install' | 'anything', string>>;

/** What did not work, as the heading of the page that says why. A language of the contract without its words here does not compile. */
export const ERROR_TITLES: Readonly<Record<SpokenLanguage, ErrorTitles>> = {
  en: {
    link: 'This link does not work',
    download: 'The file cannot be downloaded',
    decision: 'Nothing was decided',
    installBegin: 'The installation could not begin',
    install: 'Siderail was not installed',
    anything: 'Something went wrong',
  },
  de: {
    link: 'Dieser Link geht nicht',
    download: 'Die Datei kann nicht heruntergeladen werden',
    decision: 'Nichts wurde entschieden',
    installBegin: 'Die Installation konnte nicht beginnen',
    install: 'Siderail wurde nicht installiert',
    anything: 'Etwas ist schiefgegangen',
  },
};
