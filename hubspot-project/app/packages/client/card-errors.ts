import type { WireError } from '@siderail/contract';

/** Errors only the card can see. The support code is filled in where the error is logged. */
export const cardErrors = {
  noAnswer: {
    code: 'card.no_answer',
    message: 'Siderail did not answer in time.',
    fix: 'Wait a moment and try again. Nothing is done twice.',
    supportCode: '',
  },
  unreadable: {
    code: 'card.unreadable',
    message: 'Siderail could not be reached.',
    fix: 'Try again in a minute. If it keeps happening, send us the support code.',
    supportCode: '',
  },
  busy: {
    code: 'card.busy',
    message: 'Too much is going on in this HubSpot account right now.',
    fix: 'Wait a few seconds and try again.',
    supportCode: '',
  },
  tooLarge: {
    code: 'card.too_large',
    message: 'This is more than HubSpot can show at once.',
    fix: 'Choose fewer columns or fewer rows per page, or export the table.',
    supportCode: '',
  },
} as const satisfies Record<string, WireError>;
