export { eraseAgainJob } from './erase-again.job.ts';
export { eraseContact } from './erase-contact.ts';
export type { ContactRef } from './erase-once.ts';
