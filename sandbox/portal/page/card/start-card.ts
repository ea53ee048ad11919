import { createRemoteReceiver, type RemoteReceiver } from '@remote-ui/core';
import { createEndpoint } from '@remote-ui/rpc';
import type { CardApi, PageApi, WorkerApi } from '../../worker/worker-protocol.ts';
import type { PageLocation } from '../page-data.ts';

export interface StartedCard {
  receiver: RemoteReceiver;
  /** Resolves when the first tree is mounted; rejects when the bundle cannot load or throws at once. */
  ready: Promise<void>;
  setPageLocation(location: PageLocation): void;
  stop(): void;
}

/** Starts one card: one worker, one receiver. Stopping terminates the worker, which ends all of its calls. */
export function startCard(input: {
  workerUrl: string;
  bundleUrl: string;
  api: CardApi;
  pageApi: PageApi;
  componentNames: string[];
  pageLocation: PageLocation | undefined;
}): StartedCard {
  const worker = new Worker(input.workerUrl);
  const receiver = createRemoteReceiver();
  const endpoint = createEndpoint<WorkerApi>(worker, { callable: ['load', 'render', 'setPageLocation'] });
  endpoint.expose(input.pageApi as never);
  const call = endpoint.call as unknown as { [Name in keyof WorkerApi]: (...args: Parameters<WorkerApi[Name]>) => Promise<void> };

  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'The worker could not start')));
  });
  const started = (async () => {
    await call.load(new URL(input.bundleUrl, location.href).href);
    if (input.pageLocation) await call.setPageLocation(input.pageLocation);
    await call.render(receiver.receive as never, input.api, input.componentNames);
  })();

  return {
    receiver,
    ready: Promise.race([started, failed]),
    setPageLocation: (location) => void call.setPageLocation(location),
    stop() {
      endpoint.terminate();
      worker.terminate();
    },
  };
}
