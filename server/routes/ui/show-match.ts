import { ShowMatchRequest } from '#contract';
import { showMatch } from '../../../src/matches/index.ts';
import { defineRoute } from './define-route.ts';

export const showMatchRoute = defineRoute({ name: 'show-match', request: ShowMatchRequest, handle: showMatch });
