import { SaveSettingsRequest } from '#contract';
import { saveSettings } from '../../../src/policies/index.ts';
import { defineRoute } from './define-route.ts';

export const saveSettingsRoute = defineRoute({ name: 'save-settings', request: SaveSettingsRequest, handle: saveSettings });
