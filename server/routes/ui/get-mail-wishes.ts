import { GetMailWishesRequest } from '#contract';
import { getMailWishes } from '../../../src/notices/index.ts';
import { rememberReader } from '../../../src/readers/index.ts';
import { defineRoute } from './define-route.ts';

export const getMailWishesRoute = defineRoute({
  name: 'get-mail-wishes',
  request: GetMailWishesRequest,
  async handle(context, caller, { reader }) {
    await rememberReader(context, caller, reader);
    return getMailWishes(context, caller);
  },
});
