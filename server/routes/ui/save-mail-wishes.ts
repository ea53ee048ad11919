import { MailWishes } from '#contract';
import { saveMailWishes } from '../../../src/notices/index.ts';
import { defineRoute } from './define-route.ts';

export const saveMailWishesRoute = defineRoute({ name: 'save-mail-wishes', request: MailWishes, handle: saveMailWishes });
