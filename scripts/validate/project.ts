export type Meta = { readonly file: string; readonly uid: string; readonly type: string; readonly config: Readonly<Record<string, unknown>> };
export type Profile = { readonly name: string; readonly accountId: number; readonly variables: Readonly<Record<string, string>> };
export type SourceFile = { readonly file: string; readonly text: string };

export type AppConfig = {
  readonly auth: Readonly<Record<'redirectUrls' | 'requiredScopes' | 'optionalScopes' | 'conditionallyRequiredScopes', readonly string[]>>;
  readonly permittedUrls: Readonly<Record<'fetch' | 'iframe' | 'img', readonly string[]>>;
};

/** What `hs project upload` would send, read. Paths of files are relative to `root`. */
export type Project = {
  readonly root: string;
  /** Absolute path of the uploaded folder. */
  readonly source: string;
  readonly platformVersion: string;
  readonly app: AppConfig;
  readonly metas: readonly Meta[];
  readonly profiles: readonly Profile[];
  /** Every script of cards, pages and the packages they share. */
  readonly sources: readonly SourceFile[];
};

/** Looks at one thing and answers what is wrong with it, one sentence each; none when all is well. */
export type ProjectCheck = (project: Project) => readonly string[] | Promise<readonly string[]>;
