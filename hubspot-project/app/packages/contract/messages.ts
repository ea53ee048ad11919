import { z } from 'zod';
import { RecordRef } from './record-ref.ts';

/** What a workflow of the account wrote to the caller. Its words may hold record values: to be shown as text, never as markup. */
export const Message = z.strictObject({
  id: z.uuid(),
  /** As HubSpot numbers its workflows. */
  workflowId: z.string(),
  subject: z.string(),
  text: z.string(),
  record: RecordRef,
  /** The record's page in HubSpot. */
  recordUrl: z.string(),
  sentAt: z.string(),
  /** What became of the mail with the same words. */
  mail: z.enum(['pending', 'sent', 'uncertain', 'failed']),
});
export type Message = z.infer<typeof Message>;

/** POST /ui/list-messages: the caller's own, newest first, at most 20; with `before`, those older than this one. */
export const ListMessagesRequest = z.strictObject({ before: z.uuid().optional() });
export type ListMessagesRequest = z.infer<typeof ListMessagesRequest>;
export const ListMessagesResponse = z.strictObject({ messages: z.array(Message), older: z.boolean() });
export type ListMessagesResponse = z.infer<typeof ListMessagesResponse>;
