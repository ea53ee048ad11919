import { Flex } from '@hubspot/ui-extensions';
import { latestData } from '@siderail/client';
import { useTables } from '../hooks/use-tables.ts';
import { CardFrame, type CardFrameProps } from './card-frame.tsx';
import { GlanceTable } from './glance-table.tsx';
import { SourceProblems } from './source-problems.tsx';
import { TablesStatus } from './tables-status.tsx';

/** The card of the preview panel and of the help desk: the sidebar's table, to read. */
export function GlanceCard(props: CardFrameProps) {
  return (
    <CardFrame {...props}>
      <GlanceContent />
    </CardFrame>
  );
}

function GlanceContent() {
  const tables = useTables();
  const { table } = tables;
  const listed = latestData(tables.request.state);
  if (table === null || listed === null) return <TablesStatus tables={tables} />;
  return (
    <Flex direction="column" gap="sm">
      <SourceProblems problems={listed.problems} />
      <GlanceTable key={table.id} table={table} tables={tables} actions={listed.actions} />
    </Flex>
  );
}
