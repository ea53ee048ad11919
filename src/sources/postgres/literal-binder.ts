import { escapeLiteral } from 'pg';
import { AppError } from '../../core/errors/index.ts';
import type { Binder } from './statement.ts';

/** Writes values into the text, quoted by the driver and cast to their type: COPY takes no bound values. */
export function literalBinder(): Binder {
  return {
    values: [],
    bind(value, type) {
      if (value.includes('\0')) throw new AppError('internal', { retry: 'never', detail: 'a value with a NUL reached a statement' });
      return `${escapeLiteral(value)}::${type}`;
    },
  };
}
