import type { Pool } from 'pg';
import { objectTypes, type ObjectTypeId } from '../object-types.ts';
import { defaultProperties } from './default-properties.ts';
import type { PropertyDefinition } from './definition.ts';

export type PropertyMap = ReadonlyMap<string, PropertyDefinition>;

/** The live properties of each portal and type; read once, changed only through here. */
export class PropertyCatalog {
  private readonly pool: Pool;
  private readonly maps = new Map<string, Map<string, PropertyDefinition>>();

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** Makes sure a portal has the default properties, in their present wording. */
  async prepare(portalId: number): Promise<void> {
    for (const objectType of objectTypes) {
      await this.pool.query(
        `INSERT INTO hubspot.properties (portal_id, object_type, name, definition)
         SELECT $1, $2, d ->> 'name', d FROM jsonb_array_elements($3::jsonb) AS d
         ON CONFLICT (portal_id, object_type, name) DO UPDATE SET definition = excluded.definition`,
        [portalId, objectType.id, JSON.stringify(defaultProperties(objectType))]);
    }
    this.maps.clear();
  }

  forget(): void {
    this.maps.clear();
  }

  async of(portalId: number, objectType: ObjectTypeId): Promise<PropertyMap> {
    const key = `${portalId}:${objectType}`;
    const known = this.maps.get(key);
    if (known) return known;
    const found = await this.pool.query<{ definition: PropertyDefinition }>(
      `SELECT definition FROM hubspot.properties WHERE portal_id = $1 AND object_type = $2 AND NOT archived ORDER BY name`,
      [portalId, objectType]);
    const map = new Map(found.rows.map(({ definition }) => [definition.name, definition]));
    this.maps.set(key, map);
    return map;
  }

  /** Adds a property, or brings an archived one of that name back. */
  async add(portalId: number, objectType: ObjectTypeId, definition: PropertyDefinition): Promise<void> {
    await this.pool.query(
      `INSERT INTO hubspot.properties VALUES ($1, $2, $3, $4)
       ON CONFLICT (portal_id, object_type, name) DO UPDATE SET definition = excluded.definition, archived = false`,
      [portalId, objectType, definition.name, JSON.stringify(definition)]);
    this.maps.clear();
  }

  async archive(portalId: number, objectType: ObjectTypeId, name: string): Promise<void> {
    await this.pool.query('UPDATE hubspot.properties SET archived = true WHERE portal_id = $1 AND object_type = $2 AND name = $3',
      [portalId, objectType, name]);
    this.maps.clear();
  }
}
