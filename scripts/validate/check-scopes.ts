import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/installs/index.ts';
import type { Project } from './project.ts';
import { usedScopes, type UsedScopes } from './used-scopes.ts';

/**
 * The scopes of the app's configuration are those of the install link, each is used, and what is used is asked for. None opens
 * sensitive data: HubSpot then shows no card that fetches (listing requirements).
 */
export function checkScopes({ app, metas }: Project, { used, unknown }: UsedScopes = usedScopes(metas)): readonly string[] {
  const { requiredScopes, optionalScopes, conditionallyRequiredScopes } = app.auth;
  const asked = [...requiredScopes, ...optionalScopes, ...conditionallyRequiredScopes];
  return [
    ...asked.filter((scope) => /sensitive|^crm\.export$/.test(scope)).map((scope) => `The app asks for ${scope}, which opens sensitive data or a whole account.`),
    ...asked.filter((scope) => !used.has(scope)).map((scope) => `The app asks for ${scope}, and nothing uses it.`),
    ...[...used].filter(([scope]) => !asked.includes(scope)).map(([scope, by]) => `${by} uses ${scope}, and the app does not ask for it.`),
    ...asked.filter((scope, index) => asked.indexOf(scope) !== index).map((scope) => `The app asks for ${scope} twice.`),
    ...differences('requiredScopes', requiredScopes, REQUIRED_SCOPES),
    ...differences('optionalScopes', optionalScopes, OPTIONAL_SCOPES),
    ...unknown.map((path) => `src/hubspot/api-paths.ts: say in scripts/validate/scopes-of-paths.ts which scope the path ${path} needs.`),
  ];
}

function differences(list: string, configured: readonly string[], linked: readonly string[]): string[] {
  return [
    ...configured.filter((scope) => !linked.includes(scope)).map((scope) => `${list} has ${scope}, and the install link (src/installs) leaves it out.`),
    ...linked.filter((scope) => !configured.includes(scope)).map((scope) => `The install link (src/installs) asks for ${scope}, and ${list} does not have it: HubSpot would refuse the install.`),
  ];
}
