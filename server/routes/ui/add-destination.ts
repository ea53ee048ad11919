import { AddDestinationRequest } from '#contract';
import { addDestination } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const addDestinationRoute = defineRoute({ name: 'add-destination', request: AddDestinationRequest, handle: addDestination });
