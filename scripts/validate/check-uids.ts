import type { Meta, Project } from './project.ts';

export type ReleasedUids = Readonly<Record<string, string>>;

/**
 * A component whose uid changed is a new component to HubSpot: its place on people's records and its history are lost. So
 * every uid that was ever released stays, with its type. `released`: uid to type, released-uids.json.
 */
export function checkUids(released: ReleasedUids): (project: Project) => readonly string[] {
  return ({ metas }) => Object.entries(released).flatMap(([uid, type]) => {
    const found = metas.find((meta: Meta) => meta.uid === uid);
    if (found === undefined) return [`The component ${uid} (${type}) was released and is gone or renamed. Restore its uid; if it was taken out on purpose, take it out of scripts/validate/released-uids.json too.`];
    return found.type === type ? [] : [`${found.file}: ${uid} was released as ${type} and is now ${found.type}.`];
  });
}
