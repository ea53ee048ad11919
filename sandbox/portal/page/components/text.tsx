import type { CSSProperties } from 'react';
import { classes, testId, type Base } from './shared.ts';

interface Format {
  fontWeight?: 'regular' | 'bold' | 'demibold';
  italic?: boolean;
  lineDecoration?: 'none' | 'underline' | 'strikethrough';
  textTransform?: 'none' | 'uppercase' | 'lowercase' | 'capitalize' | 'sentenceCase';
}

interface TextProps extends Base {
  variant?: 'bodytext' | 'microcopy';
  inline?: boolean;
  format?: Format;
  truncate?: boolean | { maxWidth?: number; tooltipText?: string };
}

const WEIGHT = { regular: 400, demibold: 600, bold: 700 };
const DECORATION = { none: 'none', underline: 'underline', strikethrough: 'line-through' };

function formatStyle(format: Format | undefined): CSSProperties {
  if (!format) return {};
  const transform = format.textTransform;
  return {
    ...(format.fontWeight && { fontWeight: WEIGHT[format.fontWeight] }),
    ...(format.italic && { fontStyle: 'italic' }),
    ...(format.lineDecoration && { textDecoration: DECORATION[format.lineDecoration] }),
    ...(transform && transform !== 'sentenceCase' && { textTransform: transform }),
  };
}

export function Text(props: TextProps) {
  const Tag = props.inline ? 'span' : 'div';
  const truncate = typeof props.truncate === 'object' ? props.truncate : undefined;
  const name = classes(
    'ui-text',
    props.variant === 'microcopy' && 'is-micro',
    Boolean(props.truncate) && 'is-truncated',
    props.format?.textTransform === 'sentenceCase' && 'is-sentence',
  );
  const style = { ...formatStyle(props.format), ...(truncate?.maxWidth && { maxWidth: truncate.maxWidth }) };
  return (
    <Tag className={name} style={style} title={truncate?.tooltipText} {...testId(props.testId)}>
      {props.children}
    </Tag>
  );
}

export function Heading(props: Base & { inline?: boolean }) {
  return (
    <h3 className={classes('ui-heading', props.inline && 'is-inline')} {...testId(props.testId)}>
      {props.children}
    </h3>
  );
}

type ListVariant = 'unordered' | 'unordered-styled' | 'ordered' | 'ordered-styled' | 'inline' | 'inline-divided';

/** Each child becomes one item. */
export function List(props: Base & { variant?: ListVariant }) {
  const variant = props.variant ?? 'unordered';
  const Tag = variant.startsWith('ordered') ? 'ol' : 'ul';
  const items = Array.isArray(props.children) ? props.children : [props.children];
  return (
    <Tag className={`ui-list is-${variant}`} {...testId(props.testId)}>
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </Tag>
  );
}

export function DescriptionList(props: Base & { direction?: 'row' | 'column' }) {
  return (
    <dl className={`ui-descriptions is-${props.direction ?? 'column'}`} {...testId(props.testId)}>
      {props.children}
    </dl>
  );
}

export function DescriptionListItem(props: Base & { label: string }) {
  return (
    <div className="ui-description" {...testId(props.testId)}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
