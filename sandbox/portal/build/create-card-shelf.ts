import { basename, dirname } from 'node:path';
import type { CardOnPage } from '../page/page-data.ts';
import type { CardBuilder } from './create-card-builder.ts';
import type { ProfileVariables } from './interpolate-variables.ts';
import type { CardDefinition, Project } from './read-project.ts';

/** The project's cards with their bundles, for one object type or all; whatever changed is built first. */
export type CardShelf = (objectType?: string) => Promise<{ cards: CardOnPage[]; variables: ProfileVariables }>;

export function createCardShelf(options: { builder: CardBuilder; assetVersion: string; readProject(): Promise<Project> }): CardShelf {
  const workerUrl = `/portal/assets/worker-production.js?v=${options.assetVersion}`;

  async function build({ uid, name, location, entrypoint }: CardDefinition, project: Project): Promise<CardOnPage> {
    const built = await options.builder.build(entrypoint, project.variables);
    if (built.state === 'failed') return { uid, name, location, bundle: { error: built.message } };
    const url = `/portal/cards/${basename(dirname(built.file))}/${basename(built.file)}`;
    return { uid, name, location, bundle: { url, workerUrl } };
  }

  return async function shelf(objectType) {
    // Read anew each time, so that an edited hsmeta file shows without a restart.
    const project = await options.readProject();
    const shown = project.cards.filter((card) => objectType === undefined || card.objectTypes.includes(objectType));
    return { cards: await Promise.all(shown.map((card) => build(card, project))), variables: project.variables };
  };
}
