import { TestDestinationRequest } from '#contract';
import { testDestination } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const testDestinationRoute = defineRoute({ name: 'test-destination', request: TestDestinationRequest, handle: testDestination });
