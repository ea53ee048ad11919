export interface ObjectType {
  id: string;
  /** As hsmeta files name it. */
  name: string;
  singular: string;
  plural: string;
  /** Properties of the left column, in order. */
  about: string[];
}

/** The object types that have a record page. */
export const objectTypes: ObjectType[] = [
  {
    id: '0-1',
    name: 'contacts',
    singular: 'Contact',
    plural: 'Contacts',
    about: ['email', 'phone', 'jobtitle', 'company', 'lifecyclestage', 'hs_lead_status', 'city', 'country', 'customer_number'],
  },
  {
    id: '0-2',
    name: 'companies',
    singular: 'Company',
    plural: 'Companies',
    about: ['domain', 'industry', 'phone', 'city', 'country', 'numberofemployees', 'annualrevenue', 'lifecyclestage', 'customer_number'],
  },
  {
    id: '0-3',
    name: 'deals',
    singular: 'Deal',
    plural: 'Deals',
    about: ['amount', 'deal_currency_code', 'closedate', 'dealstage', 'pipeline', 'dealtype', 'hs_priority'],
  },
  {
    id: '0-5',
    name: 'tickets',
    singular: 'Ticket',
    plural: 'Tickets',
    about: ['hs_pipeline_stage', 'hs_ticket_priority', 'hs_ticket_category', 'source_type', 'createdate', 'closed_date'],
  },
];

export function findObjectType(id: string): ObjectType | undefined {
  return objectTypes.find((type) => type.id === id);
}
