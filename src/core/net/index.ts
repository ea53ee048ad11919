export { parseAllowedPlaces } from './allowed-places.ts';
export type { AllowedPlace } from './allowed-places.ts';
export { connectPinned } from './connect-pinned.ts';
export { createResolveHost } from './create-resolve-host.ts';
export type { OutboundRules } from './create-resolve-host.ts';
export { isHostName } from './is-host-name.ts';
export type { ResolveHost } from './resolve-host.ts';
