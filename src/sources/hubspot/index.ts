export { hubspotSource, type HubSpotConfig } from './hubspot-source.ts';
