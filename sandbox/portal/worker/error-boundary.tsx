import { Component, type ReactNode } from 'react';
import { createRemoteReactComponent } from '@remote-ui/react';

const ErrorState = createRemoteReactComponent<'ErrorState', { title: string; children?: ReactNode }>('ErrorState');
const Text = createRemoteReactComponent<'Text', { children?: ReactNode }>('Text');

interface Props {
  onError(error: Error): void;
  children: ReactNode;
}

/** Without a boundary React unmounts the whole card silently on the first render error. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState title="This card failed to load">
        <Text>Something in the card threw an error while it was drawn.</Text>
      </ErrorState>
    );
  }
}
