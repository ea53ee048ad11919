/** What can be made anew, and where its siblings stand. */
export type Kind = {
  readonly kind: string;
  /** Folder and suffix of its files; what they export is called like the file and ends in `exported`. */
  readonly folder: string;
  readonly suffix: string;
  readonly exported: string;
  /** Further files of one, by name. */
  readonly beside: (name: string) => readonly string[];
};

export const KINDS: readonly Kind[] = [
  { kind: 'action', folder: 'src/actions', suffix: '.action.ts', exported: 'Action', beside: () => [] },
  { kind: 'job', folder: 'src/notices', suffix: '.job.ts', exported: 'Job', beside: () => [] },
  { kind: 'workflow', folder: 'src/workflows', suffix: '.workflow.ts', exported: 'Workflow', beside: (name) => [`hubspot-project/app/workflow-actions/${name}-hsmeta.json`] },
];
