import { SwitchDestinationRequest } from '#contract';
import { switchDestination } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const switchDestinationRoute = defineRoute({ name: 'switch-destination', request: SwitchDestinationRequest, handle: switchDestination });
