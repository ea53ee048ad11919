import type { ApiPaths } from '../../src/hubspot/api-paths.ts';

/**
 * The scope behind each of HubSpot's paths that the code can make; `by type` where it is that of the object type, which
 * tables, actions and cards name. From HubSpot's reference, read November 2026.
 */
export const SCOPES_OF_PATHS: Readonly<Partial<Record<keyof ApiPaths, readonly string[] | 'by type'>>> = {
  objects: 'by type', object: 'by type', batchRead: 'by type', batchUpdate: 'by type', batchUpsert: 'by type', search: 'by type',
  associationsBatchRead: 'by type', properties: 'by type', pipelines: 'by type',
  owners: ['crm.objects.owners.read'], owner: ['crm.objects.owners.read'],
  user: ['settings.users.read'], completeCallback: ['automation'], completeCallbacks: ['automation'],
  files: ['files'],
  externalInstall: ['oauth'], accountDetails: ['oauth'],
};
