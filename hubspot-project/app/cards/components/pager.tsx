import { Button, Flex, Select, Text } from '@hubspot/ui-extensions';
import type { ViewTableResponse } from '@siderail/contract';
import type { TableView } from '../hooks/use-table-view.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';

const PAGE_SIZES = [10, 25, 50, 100];

type Props = { readonly view: TableView; readonly page: ViewTableResponse };

/** Where in the table the person is, and the way to the pages before and after. */
export function Pager({ view, page }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  const loading = view.request.state.status === 'loading';
  const first = (view.pages.length - 1) * view.pageSize + 1;
  const total = page.totalRows === null ? null : format.number(page.totalRows);
  const range = texts.range(format.number(first), format.number(first + page.rows.length - 1), total);
  return (
    <Flex justify="between" align="end" gap="sm" wrap="wrap">
      <Text testId="page-range">{loading ? texts.loadingPage : range}</Text>
      <Flex align="end" gap="sm">
        <Select
          label={texts.pageSize}
          name="page-size"
          testId="page-size"
          value={view.pageSize}
          options={PAGE_SIZES.map((size) => ({ label: String(size), value: size }))}
          onChange={(size) => view.setPageSize(Number(size))}
        />
        <Button
          size="sm"
          variant="secondary"
          testId="previous-page"
          disabled={loading || view.pages.length === 1}
          onClick={view.toPreviousPage}
        >
          {texts.previous}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          testId="next-page"
          disabled={loading || page.nextPage === null}
          onClick={() => {
            if (page.nextPage !== null) view.toPage(page.nextPage);
          }}
        >
          {texts.next}
        </Button>
      </Flex>
    </Flex>
  );
}
