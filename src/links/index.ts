export { followMerge } from './follow-merge.ts';
export { forgetGone, GONE_FOR_MS } from './forget-gone.ts';
export type { Decided, LinkRef, StoredLink } from './link-ref.ts';
export { countLinked, currentId, dropAllRuled, dropRefused, dropRuled, findDecided, forgetContactLinks, holdersOf, holdRecord, insertLink, listUnseen, noteLooked, refuseKey, takeDecision } from './links.store.ts';
export { readLink } from './read-link.ts';
export { readLinks } from './read-links.ts';
