import { PreviewSheetRequest } from '#contract';
import { previewSheet } from '../../../src/exports/index.ts';
import { defineRoute } from './define-route.ts';

export const previewSheetRoute = defineRoute({ name: 'preview-sheet', request: PreviewSheetRequest, handle: previewSheet });
