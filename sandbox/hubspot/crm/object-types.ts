import { notFound } from '../http/problems.ts';

export type ObjectTypeId = '0-1' | '0-2' | '0-3' | '0-5' | '0-7' | '0-8' | '0-27' | '0-46';

export type ObjectType = {
  id: ObjectTypeId;
  /** Path names besides the id, plural first. */
  names: readonly [plural: string, singular: string];
  /** Any one of these is enough. */
  readScopes: readonly string[];
  writeScopes: readonly string[];
  stamps: { created: string; modified: string };
  /** Returned when a read names no properties; every read also returns the stamps and hs_object_id. */
  defaultProperties: readonly string[];
  /** Required on create; an inner list needs one of its members. */
  required: readonly (readonly string[])[];
  /** What the search parameter `query` looks at. */
  searchable: readonly string[];
};

const engagementScopes = { readScopes: ['crm.objects.contacts.read'], writeScopes: ['crm.objects.contacts.write'] };
const stamps = { created: 'createdate', modified: 'hs_lastmodifieddate' };

export const objectTypes: readonly ObjectType[] = [
  {
    id: '0-1', names: ['contacts', 'contact'],
    readScopes: ['crm.objects.contacts.read'], writeScopes: ['crm.objects.contacts.write'],
    stamps: { created: 'createdate', modified: 'lastmodifieddate' },
    defaultProperties: ['email', 'firstname', 'lastname'],
    required: [['email', 'firstname', 'lastname']],
    searchable: ['firstname', 'lastname', 'email', 'phone', 'company'],
  },
  {
    id: '0-2', names: ['companies', 'company'],
    readScopes: ['crm.objects.companies.read'], writeScopes: ['crm.objects.companies.write'],
    stamps, defaultProperties: ['domain', 'name'], required: [['name', 'domain']],
    searchable: ['website', 'phone', 'name', 'domain'],
  },
  {
    id: '0-3', names: ['deals', 'deal'],
    readScopes: ['crm.objects.deals.read'], writeScopes: ['crm.objects.deals.write'],
    stamps, defaultProperties: ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'],
    required: [['dealname'], ['dealstage'], ['pipeline']],
    searchable: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
  },
  {
    id: '0-5', names: ['tickets', 'ticket'],
    readScopes: ['tickets', 'crm.objects.tickets.read'], writeScopes: ['tickets', 'crm.objects.tickets.write'],
    stamps, defaultProperties: ['content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_category', 'hs_ticket_priority', 'subject'],
    required: [['subject'], ['hs_pipeline'], ['hs_pipeline_stage']],
    searchable: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category'],
  },
  {
    id: '0-7', names: ['products', 'product'],
    readScopes: ['e-commerce', 'crm.objects.products.read'], writeScopes: ['e-commerce', 'crm.objects.products.write'],
    stamps, defaultProperties: ['description', 'name', 'price', 'hs_sku'], required: [['name']],
    searchable: ['name', 'description', 'price', 'hs_sku'],
  },
  {
    id: '0-8', names: ['line_items', 'line_item'],
    readScopes: ['e-commerce', 'crm.objects.line_items.read'], writeScopes: ['e-commerce', 'crm.objects.line_items.write'],
    stamps, defaultProperties: ['amount', 'name', 'price', 'quantity', 'hs_product_id'], required: [],
    searchable: ['name', 'hs_sku'],
  },
  {
    id: '0-27', names: ['tasks', 'task'], ...engagementScopes,
    stamps: { created: 'hs_createdate', modified: 'hs_lastmodifieddate' },
    defaultProperties: ['hs_task_subject', 'hs_task_status', 'hs_timestamp'], required: [['hs_timestamp']],
    searchable: ['hs_task_subject', 'hs_task_body'],
  },
  {
    id: '0-46', names: ['notes', 'note'], ...engagementScopes,
    stamps: { created: 'hs_createdate', modified: 'hs_lastmodifieddate' },
    defaultProperties: ['hs_note_body', 'hs_timestamp'], required: [['hs_timestamp']],
    searchable: ['hs_note_body'],
  },
];

/** The type named in a path, by id or name; 404 for one this account does not have. */
export function objectTypeOf(name: string): ObjectType {
  const found = objectTypes.find(({ id, names }) => id === name || names.some((known) => known === name.toLowerCase()));
  if (!found) throw notFound(`Unable to infer object type from: ${name}`);
  return found;
}
