import type { CSSProperties } from 'react';
import { classes, size, testId, type Base } from './shared.ts';

type Justify = 'center' | 'end' | 'start' | 'around' | 'between';
type Align = 'start' | 'center' | 'baseline' | 'end' | 'stretch';

interface FlexProps extends Base {
  gap?: string;
  distance?: string;
  direction?: 'row' | 'column';
  justify?: Justify;
  align?: Align;
  alignSelf?: Align;
  wrap?: boolean | 'wrap' | 'nowrap';
}

const JUSTIFY: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  around: 'space-around',
  between: 'space-between',
};
const ALIGN: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  baseline: 'baseline',
  stretch: 'stretch',
};

function flexStyle(props: FlexProps): CSSProperties {
  return {
    display: 'flex',
    flexDirection: props.direction ?? 'row',
    justifyContent: JUSTIFY[props.justify ?? 'start'],
    alignItems: ALIGN[props.align ?? 'stretch'],
    alignSelf: props.alignSelf && ALIGN[props.alignSelf],
    flexWrap: props.wrap === true || props.wrap === 'wrap' ? 'wrap' : 'nowrap',
  };
}

export function Flex(props: FlexProps) {
  return (
    <div className={`ui-flex gap-${size(props.gap, 'flush')}`} style={flexStyle(props)} {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

/** Deprecated in the SDK in favour of Flex. */
export function Stack(props: FlexProps) {
  return <Flex direction="column" {...props} gap={props.distance ?? props.gap ?? 'sm'} />;
}

export function Box(props: Base & { flex?: 'initial' | 'auto' | 'none' | number; alignSelf?: string }) {
  const style: CSSProperties = {
    flex: props.flex ?? 'initial',
    alignSelf: ALIGN[props.alignSelf ?? ''] ?? props.alignSelf,
    minWidth: 0,
  };
  return (
    <div style={style} {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

export function Inline(props: Base & { justify?: Justify; align?: Align; gap?: string }) {
  return (
    <div
      className={`ui-flex gap-${size(props.gap, 'flush')}`}
      style={flexStyle({ align: 'center', ...props, direction: 'row', wrap: true })}
      {...testId(props.testId)}
    >
      {props.children}
    </div>
  );
}

export function AutoGrid(props: Base & { columnWidth: number; gap?: string; flexible?: boolean }) {
  const max = props.flexible ? '1fr' : `${props.columnWidth}px`;
  const gridTemplateColumns = `repeat(auto-fit, minmax(min(100%, ${props.columnWidth}px), ${max}))`;
  return (
    <div className={`ui-grid gap-${size(props.gap, 'flush')}`} style={{ gridTemplateColumns }} {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

export function Card(props: Base) {
  return (
    <section className="ui-card" {...testId(props.testId)}>
      {props.children}
    </section>
  );
}

export function Tile(props: Base & { compact?: boolean; flush?: boolean }) {
  return (
    <div className={classes('ui-tile', props.compact && 'is-compact', props.flush && 'is-flush')} {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

export function Spacer(props: { size?: string; testId?: string }) {
  return <div className={`ui-spacer space-${size(props.size, 'sm')}`} aria-hidden="true" {...testId(props.testId)} />;
}

export function Divider(props: { size?: string; distance?: string; testId?: string }) {
  return <hr className={`ui-divider space-${size(props.size ?? props.distance, 'sm')}`} {...testId(props.testId)} />;
}
