import type { ReactNode, Ref } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { classes, testId, type Base } from './shared.ts';
import { useOverlay } from './use-overlay.tsx';
import { usePress, type PressHandler } from './use-press.ts';

interface StatusTagProps extends Base {
  variant?: 'danger' | 'warning' | 'info' | 'success' | 'default';
  hollow?: boolean;
  onClick?: () => void;
  showRemoveIcon?: boolean;
  onRemoveClick?: () => void;
}

export function StatusTag(props: StatusTagProps) {
  const call = useHandler();
  const name = classes('ui-status', `is-${props.variant ?? 'default'}`, props.hollow && 'is-hollow');
  const content = (
    <>
      <span className="ui-status-dot" aria-hidden="true" />
      {props.children}
    </>
  );
  return (
    <span className={name} {...testId(props.testId)}>
      {props.onClick ? (
        <button type="button" className="ui-plain" onClick={() => void call(props.onClick)}>
          {content}
        </button>
      ) : (
        content
      )}
      {props.showRemoveIcon && (
        <button type="button" className="ui-plain" aria-label="Remove" onClick={() => void call(props.onRemoveClick)}>
          ✕
        </button>
      )}
    </span>
  );
}

interface TagProps extends Base {
  variant?: 'default' | 'warning' | 'success' | 'error' | 'info';
  inline?: boolean;
  onClick?: PressHandler;
  overlay?: ReactNode;
}

export function Tag(props: TagProps) {
  const press = usePress(props.onClick);
  const { element, hover, trigger, open } = useOverlay(props.overlay);
  const name = classes('ui-tag', `is-${props.variant ?? 'default'}`);
  const isButton = Boolean(props.onClick || props.overlay);
  return (
    <>
      {isButton ? (
        <button
          type="button"
          className={name}
          ref={trigger as Ref<HTMLButtonElement>}
          onClick={(event) => {
            void press(event);
            open();
          }}
          {...hover}
          {...testId(props.testId)}
        >
          {props.children}
        </button>
      ) : (
        <span className={name} {...testId(props.testId)}>
          {props.children}
        </span>
      )}
      {element}
    </>
  );
}
