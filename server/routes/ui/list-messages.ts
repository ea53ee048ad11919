import { ListMessagesRequest } from '#contract';
import { listMessages } from '../../../src/notices/index.ts';
import { defineRoute } from './define-route.ts';

export const listMessagesRoute = defineRoute({ name: 'list-messages', request: ListMessagesRequest, beginsEarly: true, handle: listMessages });
