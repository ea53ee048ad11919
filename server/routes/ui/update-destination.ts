import { UpdateDestinationRequest } from '#contract';
import { updateDestination } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const updateDestinationRoute = defineRoute({ name: 'update-destination', request: UpdateDestinationRequest, handle: updateDestination });
