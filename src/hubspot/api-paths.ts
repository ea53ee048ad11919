export type ApiVersion = '2026-03' | '2026-09';

/** What the app speaks unless told otherwise. */
export const API_VERSION: ApiVersion = '2026-09';

export type ApiPaths = ReturnType<typeof apiPaths>;

/**
 * HubSpot's paths, feature by feature. One table, because the place of the version differs between features and
 * versions, and some features exist only in one of them.
 */
export function apiPaths(version: ApiVersion) {
  const objects = (type: string): string => `/crm/objects/${version}/${encodeURIComponent(type)}`;

  return {
    objects,
    object: (type: string, id: string): string => `${objects(type)}/${encodeURIComponent(id)}`,
    batchRead: (type: string): string => `${objects(type)}/batch/read`,
    batchUpdate: (type: string): string => `${objects(type)}/batch/update`,
    batchUpsert: (type: string): string => `${objects(type)}/batch/upsert`,
    search: (type: string): string => `${objects(type)}/search`,
    associationsBatchRead: (from: string, to: string): string =>
      `/crm/associations/${version}/${encodeURIComponent(from)}/${encodeURIComponent(to)}/batch/read`,
    properties: (type: string): string => `/crm/properties/${version}/${encodeURIComponent(type)}`,
    pipelines: (type: string): string => `/crm/pipelines/${version}/${encodeURIComponent(type)}`,
    owners: (): string => `/crm/owners/${version}`,
    externalInstall: (): string => `/appinstalls/${version}/external-install`,
    owner: (id: string): string => `/crm/owners/${version}/${encodeURIComponent(id)}`,
    user: (id: string): string => `/settings/users/${version}/${encodeURIComponent(id)}`,
    completeCallback: (callbackId: string): string => `/automation/actions/callbacks/${version}/${encodeURIComponent(callbackId)}/complete`,
    completeCallbacks: (): string => `/automation/actions/callbacks/${version}/complete`,
    files: (): string => `/files/${version}/files`,
    accountDetails: (): string => `/account-info/${version}/details`,
  };
}
