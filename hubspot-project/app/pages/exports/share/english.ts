import type { Share } from '@siderail/contract';

/** Every sentence about sharing a finished file. */
export const english = {
  share: 'Share',
  panelTitle: (title: string) => `Share ${title}`,
  intro: 'A colleague of this HubSpot account gets an e-mail with a link of their own, and finds the file under “Shared with you”. It ends with the file.',
  search: 'Look for a colleague',
  searchHint: 'Name or e-mail address',
  colleague: 'Colleague',
  choose: 'Choose somebody',
  moreColleagues: 'There are more: type a part of the name.',
  noColleagues: (search: string) => (search === '' ? 'Nobody else uses this HubSpot account.' : `Nobody is called “${search}” here.`),
  note: 'A sentence to go with it (optional)',
  colleaguesFailed: 'Your colleagues could not be listed',
  shareFailed: 'The file was not shared',
  sharedAlert: 'Shared',
  sharedMore: (person: string) => `${person} is told by e-mail.`,
  sharedNoMail: (person: string) => `${person} finds it under “Shared with you”; your account sends no e-mails about files.`,
  close: 'Close',

  sharedWith: 'Shared with',
  sharesFailed: 'With whom it is shared could not be read',
  since: (time: string) => `since ${time}`,
  mail: (state: Share['mail']) => ({ pending: 'e-mail on its way', sent: 'e-mail sent', uncertain: 'the e-mail may not have arrived', failed: 'the e-mail was not delivered', suppressed: 'no e-mail' })[state],
  fetched: (times: string, one: boolean) => (one ? 'downloaded once' : `downloaded ${times} times`),
  lookedAt: 'opened, not downloaded',
  notOpened: 'not opened yet',
  stop: 'Stop sharing',
  stopFailed: 'Sharing was not stopped',
};
