export type { Context, Mailer, Settings, TokenKeys } from './context.ts';
