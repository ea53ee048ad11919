import type { Client } from 'pg';
import type { Statement } from './statement.ts';

/** Cells as the server wrote them. */
export type Rows = readonly (readonly (string | null)[])[];

const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** One statement in the transaction the client is in. The extended protocol refuses a second statement in the text. */
export async function sendQuestion(client: Client, statement: Statement): Promise<Rows> {
  const question = { text: statement.text, values: [...statement.values], rowMode: 'array' as const, queryMode: 'extended', types: AS_TEXT };
  return (await client.query<(string | null)[], string[]>(question)).rows;
}
