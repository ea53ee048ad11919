import { GetMailWishesRequest } from '#contract';
import { getMailWishes } from '../../../src/notices/index.ts';
import { defineRoute } from './define-route.ts';

export const getMailWishesRoute = defineRoute({ name: 'get-mail-wishes', request: GetMailWishesRequest, handle: getMailWishes });
