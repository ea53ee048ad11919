import { AddToSelectionRequest } from '#contract';
import { addToSelection } from '../../../src/selections/index.ts';
import { defineRoute } from './define-route.ts';

export const addToSelectionRoute = defineRoute({
  name: 'add-to-selection',
  request: AddToSelectionRequest,
  handle: addToSelection,
});
