import { DecideMatchRequest } from '#contract';
import { decideMatch } from '../../../src/matches/index.ts';
import { defineRoute } from './define-route.ts';

export const decideMatchRoute = defineRoute({ name: 'decide-match', request: DecideMatchRequest, handle: decideMatch });
