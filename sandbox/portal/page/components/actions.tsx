import { useEffect, useRef, useState, type MouseEvent, type ReactNode, type Ref } from 'react';
import { useCard } from '../card/card-context.ts';
import { linkAttributes, type Href } from './href.ts';
import { Icon } from './icon.tsx';
import { classes, size, testId, type Base } from './shared.ts';
import { useOverlay } from './use-overlay.tsx';
import { usePress, type PressHandler } from './use-press.ts';

interface ButtonProps extends Base {
  onClick?: PressHandler;
  href?: Href;
  disabled?: boolean;
  variant?: 'primary' | 'secondary' | 'destructive' | 'transparent';
  type?: 'button' | 'reset' | 'submit';
  size?: string;
  truncate?: boolean;
  overlay?: ReactNode;
}

function buttonClass(props: ButtonProps): string {
  return classes('ui-button', `is-${props.variant ?? 'secondary'}`, `is-${size(props.size, 'md')}`, props.truncate && 'is-truncated');
}

export function Button(props: ButtonProps) {
  const card = useCard();
  const press = usePress(props.onClick);
  const { element, hover, trigger, open } = useOverlay(props.overlay);
  function onClick(event: MouseEvent): void {
    void press(event);
    open();
  }
  if (props.href && !props.disabled) {
    const { attributes, isExternal } = linkAttributes(props.href, card.isHostUrl);
    return (
      <>
        <a className={buttonClass(props)} {...attributes} {...hover} {...testId(props.testId)} onClick={onClick} ref={trigger as Ref<HTMLAnchorElement>}>
          {props.children}
          {isExternal && <Icon name="externalLink" size="sm" />}
        </a>
        {element}
      </>
    );
  }
  return (
    <>
      <button
        type={props.type ?? 'button'}
        className={buttonClass(props)}
        disabled={props.disabled}
        onClick={onClick}
        ref={trigger as Ref<HTMLButtonElement>}
        {...hover}
        {...testId(props.testId)}
      >
        {props.children}
      </button>
      {element}
    </>
  );
}

interface LoadingButtonProps extends ButtonProps {
  loading?: boolean;
  resultIconName?: string;
  overlayOptions?: { openBehavior?: 'onClick' | 'onLoadingFinish' };
}

export function LoadingButton(props: LoadingButtonProps) {
  const press = usePress(props.onClick);
  const { element, hover, trigger, open } = useOverlay(props.overlay);
  const [hasFinished, setFinished] = useState(false);
  const wasLoading = useRef(false);
  const waits = props.overlayOptions?.openBehavior === 'onLoadingFinish';
  const isLoading = Boolean(props.loading);
  useEffect(() => {
    if (wasLoading.current && !isLoading) {
      setFinished(true);
      if (waits) open();
    }
    wasLoading.current = isLoading;
    // `open` is new in every render; only the end of loading matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLoading, waits]);
  return (
    <>
      <button
        type={props.type ?? 'button'}
        className={buttonClass(props)}
        disabled={props.disabled || isLoading}
        aria-busy={isLoading}
        ref={trigger as Ref<HTMLButtonElement>}
        onClick={(event) => {
          void press(event);
          if (!waits) open();
        }}
        {...hover}
        {...testId(props.testId)}
      >
        {isLoading && <span className="ui-spinner is-xs" aria-hidden="true" />}
        {!isLoading && hasFinished && props.resultIconName && <Icon name={props.resultIconName} size="sm" />}
        {props.children}
      </button>
      {element}
    </>
  );
}

export function ButtonRow(props: Base & { disableDropdown?: boolean }) {
  return (
    <div className="ui-button-row" {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

interface LinkProps extends Base {
  href: Href;
  variant?: 'primary' | 'destructive' | 'light' | 'dark';
  preventDefault?: boolean;
  onClick?: PressHandler;
  overlay?: ReactNode;
}

export function Link(props: LinkProps) {
  const card = useCard();
  const press = usePress(props.onClick);
  const { element, hover, trigger, open } = useOverlay(props.overlay);
  const { attributes, isExternal } = linkAttributes(props.href, card.isHostUrl);
  function onClick(event: MouseEvent): void {
    if (props.preventDefault) event.preventDefault();
    void press(event);
    open();
  }
  return (
    <>
      <a className={`ui-link is-${props.variant ?? 'primary'}`} {...attributes} {...hover} {...testId(props.testId)} onClick={onClick} ref={trigger as Ref<HTMLAnchorElement>}>
        {props.children}
        {isExternal && <Icon name="externalLink" size="sm" screenReaderText="opens in a new tab" />}
      </a>
      {element}
    </>
  );
}
