export { catchUp } from './catch-up.ts';
export { receiveWebhooks } from './receive-webhooks.ts';
export type { Received } from './receive-webhooks.ts';
export { replayWebhooks } from './replay-webhooks.ts';
export { INBOX_DAYS, sweepInbox } from './sweep-inbox.ts';
export { workWebhooks } from './work-webhooks.ts';
export type { WebhookWorker } from './work-webhooks.ts';
