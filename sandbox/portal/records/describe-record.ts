import type { AssociatedRecord } from '../page/page-data.ts';
import type { StoredRecord } from './create-record-reader.ts';
import { inWords } from './show-property.ts';

const amounts = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Name and second line of a record, as lists and page heads show it. */
export function describeRecord(record: StoredRecord): AssociatedRecord {
  const value = (name: string) => record.properties[name] ?? '';
  const join = (...parts: string[]) => parts.filter(Boolean).join(' · ');
  const { objectTypeId, id } = record;
  switch (objectTypeId) {
    case '0-1': {
      const name = `${value('firstname')} ${value('lastname')}`.trim();
      return { objectTypeId, id, name: name || value('email') || `Contact ${id}`, subtitle: join(value('jobtitle'), value('email')) };
    }
    case '0-2':
      return { objectTypeId, id, name: value('name') || `Company ${id}`, subtitle: join(value('domain'), value('city')) };
    case '0-3': {
      const amount = value('amount') && `${amounts.format(Number(value('amount')))} ${value('deal_currency_code')}`.trim();
      return { objectTypeId, id, name: value('dealname') || `Deal ${id}`, subtitle: join(amount, value('closedate').slice(0, 10)) };
    }
    case '0-5':
      return { objectTypeId, id, name: value('subject') || `Ticket ${id}`, subtitle: join(inWords(value('hs_ticket_priority')), value('createdate').slice(0, 10)) };
    default:
      return { objectTypeId, id, name: `${objectTypeId} ${id}`, subtitle: '' };
  }
}
