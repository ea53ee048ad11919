import * as words from '../seed/words.ts';
import type { ObjectTypeId } from './object-types.ts';

export type Pipeline = { id: string; label: string; stages: { id: string; label: string; metadata: Record<string, string> }[] };

const dealLabels = ['Appointment scheduled', 'Qualified to buy', 'Presentation scheduled', 'Decision maker bought in', 'Contract sent', 'Closed won', 'Closed lost'];
const ticketLabels = ['New', 'Waiting on contact', 'Waiting on us', 'Closed'];

/** The one pipeline that deals and tickets each have. */
export const pipelines: Partial<Record<ObjectTypeId, Pipeline>> = {
  '0-3': {
    id: 'default', label: 'Sales pipeline',
    stages: words.dealStages.map((id, index) => ({
      id, label: dealLabels[index] ?? id, metadata: { isClosed: String(id.startsWith('closed')), probability: id === 'closedlost' ? '0.0' : String((index + 1) / 10) },
    })),
  },
  '0-5': {
    id: '0', label: 'Support pipeline',
    stages: ticketLabels.map((label, index) => ({
      id: String(index + 1), label, metadata: { ticketState: label === 'Closed' ? 'CLOSED' : 'OPEN' },
    })),
  },
};
