import { useEffect, useRef, type MouseEvent } from 'react';
import { createPortal } from 'react-dom';
import { useAppPage } from '../app/app-page-context.ts';
import { useCard } from '../card/card-context.ts';
import { linkAttributes } from './href.ts';
import { Icon } from './icon.tsx';
import { classes, testId, type Base } from './shared.ts';
import { usePress, type PressHandler } from './use-press.ts';

interface Target extends Base {
  to: string;
  params?: Record<string, string>;
}

/** Follows the link inside the app's pages; a click with a modifier opens it as the browser would. */
function usePageLink(component: string, { to, params }: Target) {
  const page = useAppPage(component);
  return {
    href: page.addressOf(to, params),
    onClick(event: MouseEvent): void {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      page.navigate(to, params);
    },
  };
}

export function PageLink(props: Target) {
  const link = usePageLink('PageLink', props);
  return (
    <a className="ui-link is-primary" {...link} {...testId(props.testId)}>
      {props.children}
    </a>
  );
}

export function PageTitle(props: Base) {
  const { slots } = useAppPage('PageTitle');
  const heading = useRef<HTMLHeadingElement>(null);
  // The text comes as elements from the worker, so only the drawn heading knows it.
  useEffect(() => {
    if (heading.current) document.title = `${heading.current.textContent} | Sandbox portal`;
  });
  return slots.title && createPortal(<h1 ref={heading} {...testId(props.testId)}>{props.children}</h1>, slots.title);
}

export function PageBreadcrumbs(props: Base) {
  const { slots } = useAppPage('PageBreadcrumbs');
  return slots.crumbs && createPortal(<nav aria-label="Breadcrumb" className="ui-crumbs">{props.children}</nav>, slots.crumbs);
}

export function PageBreadcrumbsPageLink(props: Target) {
  const link = usePageLink('PageBreadcrumbs.PageLink', props);
  return (
    <a {...link} {...testId(props.testId)}>
      {props.children}
    </a>
  );
}

export function PageBreadcrumbsCurrent(props: Base) {
  return (
    <span aria-current="page" {...testId(props.testId)}>
      {props.children}
    </span>
  );
}

export function PageHeader(props: Base) {
  const { slots } = useAppPage('PageHeader');
  return slots.actions && createPortal(<div className="ui-page-actions">{props.children}</div>, slots.actions);
}

export function PageHeaderPrimaryAction(props: Base) {
  return <span className="ui-page-action is-primary">{props.children}</span>;
}

export function PageHeaderSecondaryActions(props: Base) {
  return <span className="ui-page-action">{props.children}</span>;
}

export function PageHeaderPageLink(props: Target) {
  const link = usePageLink('PageHeader.PageLink', props);
  return (
    <a className="ui-button is-secondary is-sm" {...link} {...testId(props.testId)}>
      {props.children}
    </a>
  );
}

interface HeaderLinkProps extends Base {
  href?: string;
  onClick?: PressHandler;
  disabled?: boolean;
}

export function PageHeaderLink(props: HeaderLinkProps) {
  const card = useCard();
  const press = usePress(props.onClick);
  const look = classes('ui-button', 'is-secondary', 'is-sm');
  if (props.href === undefined || props.disabled) {
    return (
      <button type="button" className={look} disabled={props.disabled} onClick={(event) => void press(event)} {...testId(props.testId)}>
        {props.children}
      </button>
    );
  }
  const { attributes, isExternal } = linkAttributes(props.href, card.isHostUrl);
  return (
    <a className={look} {...attributes} {...testId(props.testId)} onClick={(event) => void press(event)}>
      {props.children}
      {isExternal && <Icon name="externalLink" size="sm" screenReaderText="opens in a new tab" />}
    </a>
  );
}
