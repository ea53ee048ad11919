import type { Pool } from 'pg';
import type { AssociatedGroup, AssociatedRecord } from '../page/page-data.ts';
import { describeRecord } from './describe-record.ts';
import { objectTypes } from './object-types.ts';
import type { PropertyDefinition } from './show-property.ts';

export interface StoredRecord {
  objectTypeId: string;
  id: string;
  properties: Record<string, string | null>;
}

export interface RecordReader {
  isInstalled(portalId: number): Promise<boolean>;
  read(portalId: number, objectTypeId: string, id: string): Promise<StoredRecord | undefined>;
  /** The records of the other types that belong to this one, some of each and how many there are. */
  listAssociated(portalId: number, record: StoredRecord, each: number): Promise<AssociatedGroup[]>;
  search(portalId: number, query: string, limit: number): Promise<AssociatedRecord[]>;
  /** The first records of a type, by id. */
  list(portalId: number, objectTypeId: string, limit: number): Promise<AssociatedRecord[]>;
  /** The ids of the first records of a type. */
  listIds(portalId: number, objectTypeId: string, limit: number): Promise<number[]>;
  properties(portalId: number, objectTypeId: string): Promise<Map<string, PropertyDefinition>>;
  /** What to offer on the home page: people and companies the sample data tells stories about, then a few others. */
  listStartingPoints(portalId: number): Promise<AssociatedRecord[]>;
}

interface Row {
  object_type: string;
  id: string;
  properties: Record<string, string | null>;
}

/** Reads the fake HubSpot's tables for the portal's own pages; the one place of the portal that knows them. */
export function createRecordReader(pool: Pool): RecordReader {
  async function select(text: string, values: unknown[]): Promise<StoredRecord[]> {
    const { rows } = await pool.query<Row>(text, values);
    return rows.map((row) => ({ objectTypeId: row.object_type, id: String(row.id), properties: row.properties }));
  }

  const reader: RecordReader = {
    async isInstalled(portalId) {
      const { rows } = await pool.query('select 1 from hubspot.grants where portal_id = $1 and revoked_at is null limit 1', [portalId]);
      return rows.length > 0;
    },

    async read(portalId, objectTypeId, id) {
      if (!/^\d{1,18}$/.test(id)) return undefined;
      const [record] = await select(
        'select object_type, id, properties from hubspot.records where portal_id = $1 and object_type = $2 and id = $3 and archived_at is null',
        [portalId, objectTypeId, id],
      );
      return record;
    },

    async listAssociated(portalId, record, each) {
      const others = objectTypes.filter((type) => type.id !== record.objectTypeId);
      return Promise.all(
        others.map(async (type) => {
          const key = [portalId, record.objectTypeId, record.id, type.id];
          const where = 'a.portal_id = $1 and a.from_type = $2 and a.from_id = $3 and a.to_type = $4';
          const { rows } = await pool.query<{ total: number }>(`select count(*)::int as total from hubspot.associations a where ${where}`, key);
          const records = await select(
            `select r.object_type, r.id, r.properties from hubspot.associations a
             join hubspot.records r on r.portal_id = a.portal_id and r.object_type = a.to_type and r.id = a.to_id and r.archived_at is null
             where ${where} order by a.to_id limit $5`,
            [...key, each],
          );
          return { objectTypeId: type.id, title: type.plural, total: rows[0]?.total ?? 0, records: records.map(describeRecord) };
        }),
      );
    },

    async search(portalId, query, limit) {
      const text = query.trim().toLowerCase();
      if (/^\d{4,18}$/.test(text)) {
        const byId = await select('select object_type, id, properties from hubspot.records where portal_id = $1 and object_type = any($2) and id = $3 and archived_at is null', [
          portalId,
          objectTypes.map((type) => type.id),
          text,
        ]);
        return byId.map(describeRecord);
      }
      const exact = await select(
        `(select object_type, id, properties from hubspot.records
            where portal_id = $1 and object_type = '0-1' and archived_at is null and lower(properties ->> 'email') = $2)
         union all
         (select object_type, id, properties from hubspot.records
            where portal_id = $1 and object_type = '0-2' and archived_at is null and lower(properties ->> 'domain') = $2)`,
        [portalId, text],
      );
      if (exact.length > 0 || text === '') return exact.map(describeRecord);
      // A scan over all of a type that stops at the limit: good enough for one person at a keyboard.
      const parts = await Promise.all(
        ['0-2', '0-1', '0-3'].map((type) =>
          select(
            `select object_type, id, properties from hubspot.records
             where portal_id = $1 and object_type = $2 and archived_at is null
               and concat_ws(' ', properties ->> 'name', properties ->> 'firstname', properties ->> 'lastname', properties ->> 'dealname', properties ->> 'email')
                 ilike '%' || $3 || '%'
             limit $4`,
            [portalId, type, text.replace(/[\\%_]/g, '\\$&'), Math.ceil(limit / 3)],
          ),
        ),
      );
      return parts.flat().map(describeRecord);
    },

    async list(portalId, objectTypeId, limit) {
      const records = await select(
        'select object_type, id, properties from hubspot.records where portal_id = $1 and object_type = $2 and archived_at is null order by id limit $3',
        [portalId, objectTypeId, limit],
      );
      return records.map(describeRecord);
    },

    async listIds(portalId, objectTypeId, limit) {
      const { rows } = await pool.query<{ id: string }>(
        'select id from hubspot.records where portal_id = $1 and object_type = $2 and archived_at is null order by id limit $3',
        [portalId, objectTypeId, limit],
      );
      return rows.map(({ id }) => Number(id));
    },

    async properties(portalId, objectTypeId) {
      const { rows } = await pool.query<{ name: string; label: string | null; type: string | null; options: PropertyDefinition['options'] | null }>(
        `select name, definition ->> 'label' as label, definition ->> 'type' as type, definition -> 'options' as options
         from hubspot.properties where portal_id = $1 and object_type = $2`,
        [portalId, objectTypeId],
      );
      return new Map(rows.map(({ name, label, type, options }) => [name, { label: label ?? name, type: type ?? 'string', options: options ?? [] }]));
    },

    async listStartingPoints(portalId) {
      const offered = [['0-1', 4], ['0-2', 4], ['0-3', 2], ['0-5', 2]] as const;
      const parts = await Promise.all(offered.map(([type, limit]) => reader.list(portalId, type, limit)));
      return parts.flat();
    },
  };
  return reader;
}
