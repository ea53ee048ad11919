import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { PropertyDefinition } from './property-definition.ts';

const Flag = z.boolean().nullish();

const Answer = z.object({
  results: z.array(
    z.object({
      name: z.string().min(1),
      label: z.string().nullish(),
      type: z.string(),
      fieldType: z.string().nullish(),
      hidden: Flag,
      calculated: Flag,
      modificationMetadata: z.object({ readOnlyValue: Flag }).nullish(),
      hubspotDefined: Flag,
      archived: Flag,
      numberDisplayHint: z.string().nullish(),
      showCurrencySymbol: Flag,
      referencedObjectType: z.string().nullish(),
      options: z.array(z.object({ value: z.string(), label: z.string().nullish() })).nullish(),
    }),
  ),
});

/** The property definitions of an object type, remembered for five minutes per portal as HubSpot asks; `anew` asks all the same. */
export async function readProperties(gateway: HubSpotGateway, at: CallContext, objectType: string, options: { readonly anew?: boolean } = {}): Promise<readonly PropertyDefinition[]> {
  const key = `${at.portalId} ${objectType}`;
  const known = gateway.definitions.get(key);
  if (known !== undefined && options.anew !== true) return known;

  const answer = await gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'GET',
    path: gateway.paths.properties(objectType),
    repeatable: true,
    schema: Answer,
  });
  const definitions = answer.results.filter((property) => property.archived !== true).map(toDefinition);
  gateway.definitions.set(key, definitions);
  return definitions;
}

function toDefinition(property: z.infer<typeof Answer>['results'][number]): PropertyDefinition {
  return {
    name: property.name,
    label: property.label || property.name,
    type: property.type,
    fieldType: property.fieldType ?? '',
    hidden: property.hidden === true,
    calculated: property.calculated === true,
    readOnly: property.modificationMetadata?.readOnlyValue === true,
    hubspotDefined: property.hubspotDefined === true,
    money: property.type === 'number' && (property.numberDisplayHint === 'currency' || property.showCurrencySymbol === true),
    namesOwners: property.type === 'enumeration' && (property.referencedObjectType === 'OWNER' || property.name === 'hubspot_owner_id'),
    options: (property.options ?? []).map(({ value, label }) => ({ value, label: label || value })),
  };
}
