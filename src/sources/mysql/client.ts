import type { Connection } from 'mysql2';
import type { SourceContext } from '../define-source.ts';
import type { Limits } from './limits.ts';
import type { MysqlConfig } from './mysql-config.ts';
import type { ResolveHost } from '../../core/net/index.ts';

/** An open connection and the statement timeout its session has, in milliseconds; null: none was set yet. */
export type Client = { readonly connection: Connection; timeoutMs: number | null };

/** What a question over a connection goes by. */
export type ClientUse = { readonly context: SourceContext<MysqlConfig>; readonly limits: Limits; readonly resolveHost: ResolveHost };

/** Cells as the server wrote them. */
export type Rows = readonly (readonly (string | null)[])[];
