import { ListDestinationsRequest } from '#contract';
import { listDestinations } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const listDestinationsRoute = defineRoute({ name: 'list-destinations', request: ListDestinationsRequest, handle: (context, caller, _request, signal) => listDestinations(context, caller, signal) });
