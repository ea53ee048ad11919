import { basename, dirname } from 'node:path';
import type { CardOnPage } from '../page/page-data.ts';
import type { CardBuilder } from './create-card-builder.ts';
import type { ProfileVariables } from './interpolate-variables.ts';
import type { BulkAction, CardDefinition, Project } from './read-project.ts';

/** The project's extensions with their bundles; whatever changed is built first. */
export interface CardShelf {
  /** The cards of one object type, or all. */
  cards(objectType?: string): Promise<{ cards: CardOnPage[]; variables: ProfileVariables }>;
  /** The actions that lists of one object type, or all, offer; and one of them, built. */
  listActions(objectType?: string): Promise<BulkAction[]>;
  action(uid: string): Promise<{ extension: CardOnPage | undefined; displayMode: BulkAction['displayMode']; variables: ProfileVariables }>;
  /** The app's pages or its settings page; undefined when the project has none. */
  own(point: 'pages' | 'settings'): Promise<{ extension: CardOnPage | undefined; variables: ProfileVariables }>;
}

export function createCardShelf(options: { builder: CardBuilder; assetVersion: string; readProject(): Promise<Project> }): CardShelf {
  const workerUrl = `/portal/assets/worker-production.js?v=${options.assetVersion}`;

  async function build({ uid, name, location, entrypoint }: CardDefinition, project: Project): Promise<CardOnPage> {
    const built = await options.builder.build(entrypoint, project.variables);
    if (built.state === 'failed') return { uid, name, location, bundle: { error: built.message } };
    const url = `/portal/cards/${basename(dirname(built.file))}/${basename(built.file)}`;
    return { uid, name, location, bundle: { url, workerUrl } };
  }

  // The project is read anew each time, so that an edited hsmeta file shows without a restart.
  return {
    async cards(objectType) {
      const project = await options.readProject();
      const shown = project.cards.filter((card) => objectType === undefined || card.objectTypes.includes(objectType));
      return { cards: await Promise.all(shown.map((card) => build(card, project))), variables: project.variables };
    },
    async listActions(objectType) {
      const { bulkActions } = await options.readProject();
      return bulkActions.filter(({ objectTypes }) => objectType === undefined || objectTypes.includes(objectType));
    },
    async action(uid) {
      const project = await options.readProject();
      const definition = project.bulkActions.find((one) => one.uid === uid);
      return { extension: definition && (await build(definition, project)), displayMode: definition?.displayMode ?? 'PANEL', variables: project.variables };
    },
    async own(point) {
      const project = await options.readProject();
      const definition = project[point];
      return { extension: definition && (await build(definition, project)), variables: project.variables };
    },
  };
}
