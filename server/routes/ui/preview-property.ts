import { PreviewPropertyRequest } from '#contract';
import { previewProperty } from '../../../src/actions/index.ts';
import { defineRoute } from './define-route.ts';

export const previewPropertyRoute = defineRoute({ name: 'preview-property', request: PreviewPropertyRequest, handle: previewProperty });
