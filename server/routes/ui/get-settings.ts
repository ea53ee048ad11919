import { GetSettingsRequest } from '#contract';
import { getSettings } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

export const getSettingsRoute = defineRoute({ name: 'get-settings', request: GetSettingsRequest, handle: (context, caller, _request, signal) => getSettings(context, caller, signal) });
