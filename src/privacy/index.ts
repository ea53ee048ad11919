export { eraseAgainJob } from './erase-again.job.ts';
export { eraseContact } from './erase-contact.ts';
export { LOST_DAYS, RETENTION } from './retention.ts';
export { sweepPortals } from './sweep-portals.ts';
export type { ContactRef } from './erase-once.ts';
