import type { Choice } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { createTtlCache, listOwners, readPipelines, readProperties, type CallContext, type HubSpotGateway, type Pipeline, type PropertyDefinition, type TtlCache } from '../../hubspot/index.ts';
import { choiceKind } from './choice-kind.ts';
import type { ChoiceWords, WordsByProperty } from './choice-words.ts';
import { OBJECT_TYPES, type ObjectType } from './object-type.ts';
import { ownerLabels } from './owner-labels.ts';
import { stageLabels } from './stage-labels.ts';

export type ChoiceReader = {
  /** The words of those of these properties that hold choices. */
  words(at: CallContext, type: ObjectType, properties: readonly string[]): Promise<WordsByProperty>;
  /** Internal values and labels of one property; empty when it holds no choices. */
  choices(at: CallContext, type: ObjectType, property: string): Promise<readonly Choice[]>;
  /** What is remembered of a portal's lists is read anew when it is next needed. */
  forget(portalId: PortalId): void;
};

/** HubSpot asks to remember owners and settings between calls of a job; a renamed stage shows after this. */
const KEPT_MS = 5 * 60_000;
const MOST_LISTS = 1_000;
const OWNERS = 'owners';

type Labels = ChoiceWords['labels'];

/** Reads what choices are called, remembered per portal. A list the portal gave no access to is empty: its ids stay ids. */
export function createChoiceReader(gateway: HubSpotGateway, now: () => number): ChoiceReader {
  const cache = { ttlMs: KEPT_MS, max: MOST_LISTS, now };
  const owners = createTtlCache<Labels>(cache);
  const pipelines = createTtlCache<readonly Pipeline[]>(cache);

  async function remembered<T>(lists: TtlCache<T>, at: CallContext, name: string, read: () => Promise<T>, refused: T): Promise<T> {
    const key = `${at.portalId} ${name}`;
    const known = lists.get(key);
    if (known !== undefined) return known;
    const list = await unlessRefused(gateway, at, name, read, refused);
    lists.set(key, list);
    return list;
  }

  function pipelinesOf(at: CallContext, type: ObjectType): Promise<readonly Pipeline[]> {
    return remembered(pipelines, at, type.key, () => readPipelines(gateway, at, type.objectTypeId), []);
  }

  async function labelsOf(at: CallContext, type: ObjectType, definition: PropertyDefinition): Promise<Labels | null> {
    const kind = choiceKind(type.key, definition);
    switch (kind) {
      case null:
        return null;
      case 'options':
        return new Map(definition.options.map(({ value, label }) => [value, label]));
      case 'owners':
        return remembered(owners, at, OWNERS, async () => ownerLabels(await listOwners(gateway, at)), new Map());
      case 'pipelines':
        return new Map((await pipelinesOf(at, type)).map(({ id, label }) => [id, label]));
      case 'stages':
        return stageLabels(await pipelinesOf(at, type));
      default:
        return kind satisfies never;
    }
  }

  async function words(at: CallContext, type: ObjectType, properties: readonly string[]): Promise<WordsByProperty> {
    const definitions = (await readProperties(gateway, at, type.objectTypeId)).filter(({ name }) => properties.includes(name));
    const found = new Map<string, ChoiceWords>();
    for (const definition of definitions) {
      const labels = await labelsOf(at, type, definition);
      if (labels !== null) found.set(definition.name, { labels, many: definition.fieldType === 'checkbox' });
    }
    return found;
  }

  function forget(portalId: PortalId): void {
    owners.delete(`${portalId} ${OWNERS}`);
    for (const { key } of Object.values(OBJECT_TYPES)) pipelines.delete(`${portalId} ${key}`);
  }

  return {
    words,
    forget,
    async choices(at, type, property) {
      const own = (await words(at, type, [property])).get(property);
      return [...(own?.labels ?? [])].map(([value, label]) => ({ value, label }));
    },
  };
}

async function unlessRefused<T>(gateway: HubSpotGateway, at: CallContext, name: string, read: () => Promise<T>, refused: T): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || (thrown.code !== 'hubspot.missing_scope' && thrown.code !== 'source.refused')) throw thrown;
    gateway.log.warn({ portalId: at.portalId, list: name }, 'labels left out: no access granted');
    return refused;
  }
}
