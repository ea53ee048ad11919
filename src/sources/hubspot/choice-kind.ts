import type { PropertyDefinition } from '../../hubspot/index.ts';
import type { ObjectKey } from './object-type.ts';

/** Where the labels of a property's choices are: in its own definition, in the pipelines of its type, or among the owners. */
export type ChoiceKind = 'options' | 'pipelines' | 'stages' | 'owners';

/** HubSpot lists no options with these: https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide (November 2026). */
const OF_PIPELINES: Readonly<Partial<Record<ObjectKey, Readonly<Record<string, ChoiceKind>>>>> = {
  deals: { pipeline: 'pipelines', dealstage: 'stages' },
  tickets: { hs_pipeline: 'pipelines', hs_pipeline_stage: 'stages' },
};

/** Null when the property is not one of choices, or nothing says what they are called. */
export function choiceKind(key: ObjectKey, definition: PropertyDefinition): ChoiceKind | null {
  if (definition.type !== 'enumeration') return null;
  const ofPipelines = OF_PIPELINES[key]?.[definition.name];
  if (ofPipelines !== undefined) return ofPipelines;
  if (definition.namesOwners) return 'owners';
  return definition.options.length > 0 ? 'options' : null;
}
