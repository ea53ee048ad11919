import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Labelled = z.object({ id: z.string(), label: z.string().nullish(), displayOrder: z.number().nullish() });
const Answer = z.object({ results: z.array(Labelled.extend({ stages: z.array(Labelled).nullish() })) });

/** A pipeline of deals or tickets with its stages, both in the order people see. */
export type Pipeline = { readonly id: string; readonly label: string; readonly stages: readonly { readonly id: string; readonly label: string }[] };

/** The pipelines of an object type. They hold what their stage and pipeline properties do not list as options. */
export async function readPipelines(gateway: HubSpotGateway, at: CallContext, objectType: string): Promise<readonly Pipeline[]> {
  const answer = await gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'GET',
    path: gateway.paths.pipelines(objectType),
    repeatable: true,
    schema: Answer,
  });
  return answer.results.toSorted(byPlace).map(({ id, label, stages }) => ({
    id,
    label: label || id,
    stages: (stages ?? []).toSorted(byPlace).map((stage) => ({ id: stage.id, label: stage.label || stage.id })),
  }));
}

type Placed = { readonly displayOrder?: number | null | undefined };

function byPlace(one: Placed, other: Placed): number {
  return (one.displayOrder ?? 0) - (other.displayOrder ?? 0);
}
