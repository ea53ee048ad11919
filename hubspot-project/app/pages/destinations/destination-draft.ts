import type { DestinationChange, DestinationKind } from '@siderail/contract';

export type DestinationDraft = { readonly name: string; readonly settings: DestinationChange };

/** Empty settings of a kind. */
export function newSettings(kind: DestinationKind): DestinationChange {
  switch (kind) {
    case 's3': return { kind, bucket: '', region: 'eu-central-1', folder: '', accessKeyId: '' };
    case 'sftp': return { kind, host: '', port: 22, user: '', hostKey: '', folder: '' };
    case 'webhook':
    case 'slack':
    case 'teams':
    case 'task': return { kind };
  }
}

/** Whether all is there that the kind needs. `stored`: secrets may be left out, because there are some. */
export function isComplete({ name, settings }: DestinationDraft, stored: boolean): boolean {
  const filled = (...texts: readonly (string | undefined)[]): boolean => texts.every((text) => (text ?? '').trim() !== '');
  if (!filled(name)) return false;
  switch (settings.kind) {
    case 's3': return filled(settings.bucket, settings.region, settings.accessKeyId) && (stored || filled(settings.secretAccessKey));
    case 'sftp': return filled(settings.host, settings.user, settings.hostKey) && (stored || filled(settings.password) || filled(settings.privateKey));
    case 'webhook':
    case 'slack':
    case 'teams': return stored || filled(settings.url);
    case 'task': return true;
  }
}
