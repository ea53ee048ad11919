import { AppError } from '../core/errors/app-error.ts';

type Why = 'full' | 'refused' | 'silent';

const SENTENCES: Record<Why, { readonly userMessage: string; readonly fix: string }> = {
  full: {
    userMessage: 'The place where files are kept is full.',
    fix: 'We keep trying and nothing is lost. If it stays so, tell the vendor that the file store needs more space.',
  },
  refused: {
    userMessage: 'The place where files are kept does not let us in.',
    fix: 'We keep trying and nothing is lost. If it stays so, tell the vendor to check the access to the file store.',
  },
  silent: {
    userMessage: 'The place where files are kept does not answer.',
    fix: 'We keep trying and nothing is lost.',
  },
};

/** The one error of a store that cannot do its work now. All three kinds are worth another try: someone frees space, mends the rights, or the network returns. */
export function storeUnavailable(why: Why, detail: string, cause: unknown): AppError {
  return new AppError('file.store_unavailable', { ...SENTENCES[why], detail, cause, retry: 'backoff' });
}
