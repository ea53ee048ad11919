import type { ReactNode } from 'react';
import { useCard } from '../card/card-context.ts';
import { linkAttributes, type Href } from './href.ts';
import { testId } from './shared.ts';
import { useOverlay } from './use-overlay.tsx';
import { usePress, type PressHandler } from './use-press.ts';

interface ImageProps {
  src: string;
  alt?: string;
  href?: Href;
  width?: number;
  height?: number;
  onClick?: PressHandler;
  overlay?: ReactNode;
  testId?: string;
}

export function Image(props: ImageProps) {
  const card = useCard();
  const press = usePress(props.onClick);
  const { element, hover, open } = useOverlay(props.overlay);
  const image = <img className="ui-image" src={props.src} alt={props.alt ?? ''} width={props.width} height={props.height} {...testId(props.testId)} />;
  const isPressable = Boolean(props.onClick || props.overlay);
  if (!props.href && !isPressable) return image;
  if (props.href) {
    return (
      <a {...linkAttributes(props.href, card.isHostUrl).attributes} onClick={(event) => void press(event)}>
        {image}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        className="ui-plain"
        onClick={(event) => {
          void press(event);
          open();
        }}
        {...hover}
      >
        {image}
      </button>
      {element}
    </>
  );
}
