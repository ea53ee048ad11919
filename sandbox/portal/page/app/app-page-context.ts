import { createContext, useContext } from 'react';

/** What the page components of one app page draw into, and how they go elsewhere. */
export interface AppPageScope {
  addressOf(to: string, params?: Record<string, string>): string;
  navigate(to: string, params?: Record<string, string>): void;
  /** Places of the frame around the app; null until the frame is drawn. */
  slots: { title: HTMLElement | null; crumbs: HTMLElement | null; actions: HTMLElement | null };
}

export const AppPageContext = createContext<AppPageScope | undefined>(undefined);

/** The app page a component is drawn in. HubSpot shows these components nowhere else. */
export function useAppPage(component: string): AppPageScope {
  const scope = useContext(AppPageContext);
  if (!scope) throw new Error(`${component} works only in the app's own pages`);
  return scope;
}
