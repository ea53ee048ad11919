import type { DestinationSettings } from '#contract';
import type { Settings } from './settings.ts';

/** Where settings lead, without anything secret: chat addresses are secrets themselves, so only their host is named. */
export function placeOf(settings: DestinationSettings | Settings): string {
  switch (settings.kind) {
    case 's3': return `${settings.bucket}/${settings.folder.replace(/^\//, '')}`;
    case 'sftp': return `${settings.user}@${settings.host}:${settings.port}`;
    case 'webhook':
    case 'slack':
    case 'teams': return new URL(settings.url).host;
    case 'task': return 'HubSpot';
  }
  return settings satisfies never;
}
