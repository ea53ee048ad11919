import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Answer = z.object({ id: z.string() });
/** A person waits; the note behind the file needs its time too. */
const PERSON_MS = 6_000;

export type FileToUpload = { readonly name: string; readonly folder: string; readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * Puts a private file into HubSpot's file manager (needs `files`) and returns its id. The name must be this upload's own:
 * HubSpot looks for the same file in the folder and answers with it, so that a repeat after a lost answer makes no second
 * one (files guide, duplicate detection, read 2026-11-28).
 */
export async function uploadFile(gateway: HubSpotGateway, at: CallContext, { name, folder, contentType, bytes }: FileToUpload): Promise<string> {
  const { id } = await gateway.call(at.portalId, {
    ...at, budget: 'objects', method: 'POST', path: gateway.paths.files(), repeatable: true, schema: Answer,
    form: () => {
      const form = new FormData();
      form.set('file', new Blob([bytes], { type: contentType }), name);
      form.set('fileName', name);
      form.set('folderPath', folder);
      form.set('options', JSON.stringify({ access: 'PRIVATE', overwrite: false, duplicateValidationStrategy: 'RETURN_EXISTING', duplicateValidationScope: 'EXACT_FOLDER' }));
      return form;
    },
    ...(at.lane === 'person' ? { mostMs: PERSON_MS } : {}),
  });
  return id;
}
