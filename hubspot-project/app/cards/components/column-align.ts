import type { Column } from '@siderail/contract';

/** Amounts stand on the right, so that their digits stand under each other. */
export function columnAlign(column: Column): 'left' | 'right' {
  return column.type === 'number' || column.type === 'money' ? 'right' : 'left';
}
