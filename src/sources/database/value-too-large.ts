import { AppError } from '../../core/errors/index.ts';

/** A value above the limit: it is never shortened silently. */
export function valueTooLarge(column: { readonly shown: { readonly title: string } } | undefined): AppError {
  const title = column?.shown.title ?? '';
  return new AppError('source.refused', {
    userMessage: `A value in “${title}” is larger than 1 MB, too large to be shown or exported.`,
    fix: `Leave out the column “${title}”.`,
  });
}
