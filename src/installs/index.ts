export { beginInstall } from './begin-install.ts';
export type { OauthApp } from './begin-install.ts';
export { completeInstall } from './complete-install.ts';
export { hasInstall } from './has-install.ts';
export { createPortalTokens } from './portal-tokens.ts';
export { REQUIRED_SCOPES } from './scopes.ts';
export { requireActive } from './require-active.ts';
export { createTokenClient } from './token-client.ts';
export type { TokenClient } from './token-client.ts';
