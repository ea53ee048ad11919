import { useEffect, useState } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { classes } from './shared.ts';

export interface PaginationProps {
  pageCount: number;
  page?: number;
  showButtonLabels?: boolean;
  showFirstLastButtons?: boolean;
  maxVisiblePageButtons?: number;
  onPageChange?: (page: number) => void;
}

/** Pages count from 1. Without `page` the buttons keep the page themselves. */
export function Pagination(props: PaginationProps) {
  const call = useHandler();
  const [own, setOwn] = useState(props.page ?? 1);
  useEffect(() => {
    if (props.page !== undefined) setOwn(props.page);
  }, [props.page]);
  const page = Math.min(Math.max(own, 1), Math.max(props.pageCount, 1));
  const labels = props.showButtonLabels !== false;

  function go(target: number): void {
    if (props.page === undefined) setOwn(target);
    void call(props.onPageChange, target);
  }

  function step(label: string, sign: string, target: number) {
    const isOff = target < 1 || target > props.pageCount || target === page;
    return (
      <button type="button" className="ui-page is-step" disabled={isOff} aria-label={label} onClick={() => go(target)}>
        {sign === '‹' || sign === '«' ? sign : ''} {labels && <span>{label}</span>} {sign === '›' || sign === '»' ? sign : ''}
      </button>
    );
  }

  return (
    <nav className="ui-pagination" aria-label="Pagination">
      {props.showFirstLastButtons && step('First', '«', 1)}
      {step('Prev', '‹', page - 1)}
      {visiblePages(page, props.pageCount, props.maxVisiblePageButtons ?? 5).map((number) => (
        <button
          key={number}
          type="button"
          className={classes('ui-page', number === page && 'is-current')}
          aria-current={number === page ? 'page' : undefined}
          aria-label={`Page ${number}`}
          onClick={() => go(number)}
        >
          {number}
        </button>
      ))}
      {step('Next', '›', page + 1)}
      {props.showFirstLastButtons && step('Last', '»', props.pageCount)}
    </nav>
  );
}

function visiblePages(page: number, pageCount: number, most: number): number[] {
  const length = Math.max(1, Math.min(most, pageCount));
  const start = Math.max(1, Math.min(page - Math.floor(length / 2), pageCount - length + 1));
  return Array.from({ length }, (_, index) => start + index);
}
