import { DestinationRequest } from '#contract';
import { rotateDestinationSecret } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const rotateDestinationSecretRoute = defineRoute({ name: 'rotate-destination-secret', request: DestinationRequest, handle: rotateDestinationSecret });
