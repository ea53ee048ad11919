import { DestinationRequest } from '#contract';
import { getDestination } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const getDestinationRoute = defineRoute({ name: 'get-destination', request: DestinationRequest, handle: getDestination });
