import { Box, Flex } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';

type Props = {
  readonly title: ReactNode;
  /** The tag behind it. */
  readonly children: ReactNode;
  /** Whether the tag stands at the far edge. */
  readonly apart?: boolean;
};

/** A title with a tag behind it: a long title wraps, and the tag keeps its room. */
export function TitleLine({ title, children, apart = false }: Props) {
  return (
    <Flex justify={apart ? 'between' : 'start'} align="center" gap="sm">
      <Box flex={apart ? 1 : 'initial'}>{title}</Box>
      <Box flex="none">{children}</Box>
    </Flex>
  );
}
