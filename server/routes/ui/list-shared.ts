import { ListSharedRequest } from '#contract';
import { listShared } from '../../../src/shares/index.ts';
import { defineRoute } from './define-route.ts';

export const listSharedRoute = defineRoute({ name: 'list-shared', request: ListSharedRequest, handle: listShared });
