import type { CSSProperties } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { Pagination, type PaginationProps } from './pagination.tsx';
import { classes, testId, type Base } from './shared.ts';

interface TableProps extends Base, Partial<PaginationProps> {
  bordered?: boolean;
  flush?: boolean;
  density?: 'default' | 'condensed' | 'compact';
  paginated?: boolean;
}

/** A Table neither sorts nor pages by itself: the card does both. */
export function Table(props: TableProps) {
  return (
    <div className={classes('ui-table-box', props.flush && 'is-flush')}>
      <div className={classes('ui-table-scroll', props.bordered !== false && 'is-bordered')} tabIndex={-1}>
        <table className={`ui-table is-${props.density ?? 'default'}`} {...testId(props.testId)}>
          {props.children}
        </table>
      </div>
      {props.paginated && <Pagination {...props} pageCount={props.pageCount ?? 1} />}
    </div>
  );
}

export function TableHead(props: Base) {
  return <thead {...testId(props.testId)}>{props.children}</thead>;
}

export function TableBody(props: Base) {
  return <tbody {...testId(props.testId)}>{props.children}</tbody>;
}

export function TableFooter(props: Base) {
  return <tfoot {...testId(props.testId)}>{props.children}</tfoot>;
}

export function TableRow(props: Base) {
  return <tr {...testId(props.testId)}>{props.children}</tr>;
}

type Align = 'left' | 'center' | 'right';
type Width = 'min' | 'max' | 'auto' | number;

function cellStyle(props: { align?: Align; width?: Width }): CSSProperties {
  return { ...(props.align && { textAlign: props.align }), ...(typeof props.width === 'number' && { width: props.width, minWidth: props.width }) };
}

function widthClass(width: Width | undefined): string | false {
  return typeof width === 'string' && `width-${width}`;
}

export function TableCell(props: Base & { align?: Align; width?: Width; colSpan?: number }) {
  return (
    <td className={classes(widthClass(props.width)) || undefined} style={cellStyle(props)} colSpan={props.colSpan} {...testId(props.testId)}>
      {props.children}
    </td>
  );
}

type SortDirection = 'ascending' | 'descending' | 'none' | 'never';

interface TableHeaderProps extends Base {
  align?: Align;
  width?: Width;
  sortDirection?: SortDirection;
  disabled?: boolean;
  onSortChange?: (direction: SortDirection) => void;
}

const NEXT: Record<SortDirection, SortDirection> = { none: 'ascending', ascending: 'descending', descending: 'none', never: 'never' };
const ARROW: Record<SortDirection, string> = { none: '↕', ascending: '↑', descending: '↓', never: '' };

/** A sortable header asks for the next direction: none, ascending, descending, none. */
export function TableHeader(props: TableHeaderProps) {
  const call = useHandler();
  const direction = props.sortDirection;
  const isSortable = direction !== undefined && direction !== 'never';
  return (
    <th
      scope="col"
      className={classes(widthClass(props.width)) || undefined}
      style={cellStyle(props)}
      aria-sort={isSortable ? direction : undefined}
      {...testId(props.testId)}
    >
      {isSortable ? (
        <button type="button" className="ui-sort" disabled={props.disabled} onClick={() => void call(props.onSortChange, NEXT[direction])}>
          {props.children}
          <span className={classes('ui-sort-arrow', direction !== 'none' && 'is-active')} aria-hidden="true">
            {ARROW[direction]}
          </span>
        </button>
      ) : (
        props.children
      )}
    </th>
  );
}
