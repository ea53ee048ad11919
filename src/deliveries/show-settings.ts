import type { DestinationChange } from '#contract';
import type { Settings } from './settings.ts';

/** What a form may show of settings: nothing that opens anything. Addresses of channels and webhooks are secrets themselves. */
export function showSettings(settings: Settings): DestinationChange {
  switch (settings.kind) {
    case 's3': {
      const { secretAccessKey: _secret, ...rest } = settings;
      return rest;
    }
    case 'sftp': {
      const { password: _password, privateKey: _key, ...rest } = settings;
      return rest;
    }
    case 'webhook':
    case 'slack':
    case 'teams':
    case 'task': return { kind: settings.kind };
  }
  return settings satisfies never;
}
