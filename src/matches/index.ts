export { checkLink } from './check-link.ts';
export { decideMatch } from './decide-match.ts';
export { keepMatch } from './keep-match.ts';
export { showMatch } from './show-match.ts';
export { lookForGone } from './look-for-gone.ts';
