/** The package's own entry `./build` has no types. Its root must never be imported: it reports to Sentry and traps errors. */
declare module '@hubspot/ui-extensions-dev-server/build' {
  export function remoteBuild(options: {
    root: string;
    entryPoint: string;
    outputDir: string;
    logLevel: 'info' | 'warn' | 'error' | 'silent';
    appConfig: { variables: Record<string, unknown> };
  }): Promise<void>;
}
