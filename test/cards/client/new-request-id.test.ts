import { afterEach, expect, it, vi } from 'vitest';
import { RunActionRequest, StartExportRequest } from '#contract';
import { newRequestId } from '../../../hubspot-project/app/packages/client/new-request-id.ts';

const shapes = [StartExportRequest.shape.requestId, RunActionRequest.shape.requestId];

afterEach(() => void vi.unstubAllGlobals());

it.each([
  ['with crypto', () => {}],
  ['in a worker without crypto', () => vi.stubGlobal('crypto', undefined)],
])('names every click differently, in the form the contract wants: %s', (_, prepare) => {
  prepare();

  const ids = Array.from({ length: 1000 }, newRequestId);

  expect(new Set(ids).size).toBe(1000);
  for (const shape of shapes) expect(shape.safeParse(ids[0]).success).toBe(true);
});
