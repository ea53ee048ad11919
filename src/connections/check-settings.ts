import { AppError } from '../core/errors/index.ts';
import type { Source } from '../sources/define-source.ts';

/** Settings as their source wants them. Throws request.invalid, with the names of what is wrong and none of its values. */
export function checkSettings(source: Source<unknown>, settings: unknown): unknown {
  const config = source.config.safeParse(settings);
  if (config.success) return config.data;
  const problems = config.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new AppError('request.invalid', { userMessage: `The connection's settings are not complete: ${problems}.`, fix: 'Correct them and try again.' });
}
