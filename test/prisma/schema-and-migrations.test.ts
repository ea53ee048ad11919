import { inject, expect, it } from 'vitest';
import { runPrisma } from '../scripts/schema-engine/run-prisma.ts';

it('describes in schema.prisma exactly the tables that the migrations make', async () => {
  const { adminUrl } = inject('testCluster');
  const args = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'];

  const { code, output } = await runPrisma(args, { databaseUrl: adminUrl });

  expect(output).toContain('No difference detected');
  expect(code).toBe(0);
}, 60_000);
