export { createApiServer } from './create-api-server.ts';
export { createHubSpot, type HubSpot } from './create-hubspot.ts';
export type { Stats, PortalStats } from './limits/traffic.ts';
export type { AppOptions, HubSpotOptions, PortalDetails, PortalOptions, PortalUser, SeedSize } from './options.ts';
export type { SeedProgress } from './seed/seed-portal.ts';
export type { Change, ChangeSource } from './webhooks/change.ts';
export type { Sender, WebhookStats, WebhookTarget } from './webhooks/create-sender.ts';
export type { Fault, Settings } from './settings.ts';
export { SPECIAL } from './special.ts';
