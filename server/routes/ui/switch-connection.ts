import { SwitchConnectionRequest } from '#contract';
import { switchConnection } from '../../../src/connections/index.ts';
import { defineRoute } from './define-route.ts';

export const switchConnectionRoute = defineRoute({ name: 'switch-connection', request: SwitchConnectionRequest, handle: switchConnection });
