import * as words from '../../seed/words.ts';
import type { ObjectType, ObjectTypeId } from '../object-types.ts';
import { custom, define, options, readOnly, type PropertyDefinition } from './definition.ts';

type Type = PropertyDefinition['type'];
const property = (type: Type) => (name: string, label: string, more: Partial<PropertyDefinition> = {}) =>
  define({ name, label, type, ...more });
const text = property('string');
const number = property('number');
const datetime = property('datetime');
const bool = property('bool');
const choice = (name: string, label: string, values: readonly string[], more: Partial<PropertyDefinition> = {}) =>
  define({ name, label, type: 'enumeration', options: options(values), ...more });
/** Options of these live elsewhere (owners, pipelines) and are not listed with the property. */
const external = (name: string, label: string, more: Partial<PropertyDefinition> = {}) =>
  define({ name, label, type: 'enumeration', externalOptions: true, ...more });
const textarea = { fieldType: 'textarea' };

const place = [text('city', 'City'), text('state', 'State/Region'), text('country', 'Country/Region'), text('zip', 'Postal code')];
const owner = external('hubspot_owner_id', 'Owner', { referencedObjectType: 'OWNER' });

const byType: Record<ObjectTypeId, PropertyDefinition[]> = {
  '0-1': [
    text('firstname', 'First name'), text('lastname', 'Last name'), text('email', 'Email', { hasUniqueValue: true }),
    text('phone', 'Phone number', { fieldType: 'phonenumber' }), text('company', 'Company name'), text('jobtitle', 'Job title'), ...place,
    choice('lifecyclestage', 'Lifecycle stage', words.lifecycleStages, { fieldType: 'radio' }),
    choice('hs_lead_status', 'Lead status', words.leadStatuses, { fieldType: 'radio' }), owner,
    number('total_revenue', 'Total revenue'),
    readOnly({ name: 'num_associated_deals', label: 'Number of associated deals', type: 'number', calculated: true }),
    bool('hs_email_optout', 'Unsubscribed from all email'), text('message', 'Message', textarea),
    // Exists on contacts but stays empty: their own stamp is lastmodifieddate, and asking for this one finds nothing.
    readOnly({ name: 'hs_lastmodifieddate', label: 'Object last modified', type: 'datetime' }),
    custom({ name: 'customer_number', label: 'Customer number', type: 'string' }),
    custom({ name: 'contract_end_date', label: 'Contract end', type: 'date' }),
    custom({ name: 'interests', label: 'Interests', type: 'enumeration', fieldType: 'checkbox', options: options(['hardware', 'software', 'services']) }),
  ],
  '0-2': [
    text('name', 'Company name'), text('domain', 'Company domain name'), text('website', 'Website URL'),
    choice('industry', 'Industry', words.industries), number('numberofemployees', 'Number of employees'),
    number('annualrevenue', 'Annual revenue'), text('phone', 'Phone number'), text('address', 'Street address'), ...place,
    choice('lifecyclestage', 'Lifecycle stage', words.lifecycleStages, { fieldType: 'radio' }), owner,
    text('description', 'Description', textarea),
    custom({ name: 'customer_number', label: 'Customer number', type: 'string' }),
  ],
  '0-3': [
    text('dealname', 'Deal name'), number('amount', 'Amount'), text('deal_currency_code', 'Currency'),
    external('dealstage', 'Deal stage'), external('pipeline', 'Pipeline'), choice('dealtype', 'Deal type', words.dealTypes, { fieldType: 'radio' }),
    datetime('closedate', 'Close date'), owner, choice('hs_priority', 'Priority', ['low', 'medium', 'high']),
    text('description', 'Deal description', textarea),
  ],
  '0-5': [
    text('subject', 'Ticket name'), text('content', 'Ticket description', textarea), external('hs_pipeline', 'Pipeline'),
    external('hs_pipeline_stage', 'Ticket status'), choice('hs_ticket_priority', 'Priority', words.ticketPriorities),
    choice('hs_ticket_category', 'Category', words.ticketCategories), choice('source_type', 'Source', words.ticketSources),
    owner, datetime('closed_date', 'Close date'),
  ],
  '0-7': [
    text('name', 'Name'), text('hs_sku', 'SKU'), number('price', 'Unit price'), text('description', 'Product description', textarea),
  ],
  '0-8': [
    text('name', 'Name'), text('hs_sku', 'SKU'), external('hs_product_id', 'Product ID'), number('quantity', 'Quantity'),
    number('price', 'Unit price'), number('amount', 'Net price'), number('hs_discount_percentage', 'Discount percentage'),
    text('hs_line_item_currency_code', 'Currency'),
  ],
  '0-27': [
    text('hs_task_subject', 'Task title'), text('hs_task_body', 'Task notes', { fieldType: 'html' }), datetime('hs_timestamp', 'Due date'),
    choice('hs_task_status', 'Task status', ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'DEFERRED', 'COMPLETED']),
    choice('hs_task_priority', 'Priority', ['NONE', 'LOW', 'MEDIUM', 'HIGH']),
    choice('hs_task_type', 'Task type', ['TODO', 'EMAIL', 'CALL']), text('hs_task_reminders', 'Reminders'), owner,
  ],
  '0-46': [
    text('hs_note_body', 'Body preview', { fieldType: 'html' }), datetime('hs_timestamp', 'Activity date'),
    text('hs_attachment_ids', 'Attached file IDs'), owner,
  ],
};

/** The properties every new account has for a type, the stamps and the record id included. */
export function defaultProperties(objectType: ObjectType): PropertyDefinition[] {
  return [
    ...byType[objectType.id],
    readOnly({ name: 'hs_object_id', label: 'Record ID', type: 'number', hasUniqueValue: true }),
    readOnly({ name: objectType.stamps.created, label: 'Create date', type: 'datetime' }),
    readOnly({ name: objectType.stamps.modified, label: 'Last modified date', type: 'datetime' }),
    readOnly({ name: 'hs_object_source', label: 'Record creation source', type: 'string' }),
    readOnly({ name: 'hs_object_source_id', label: 'Record creation source ID', type: 'string' }),
  ];
}
