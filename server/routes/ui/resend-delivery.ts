import { ResendDeliveryRequest } from '#contract';
import { resendDelivery } from '../../../src/deliveries/index.ts';
import { defineRoute } from './define-route.ts';

export const resendDeliveryRoute = defineRoute({ name: 'resend-delivery', request: ResendDeliveryRequest, handle: resendDelivery });
