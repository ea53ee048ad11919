import { DestinationRequest } from '#contract';
import { removeDestination } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const removeDestinationRoute = defineRoute({ name: 'remove-destination', request: DestinationRequest, handle: removeDestination });
