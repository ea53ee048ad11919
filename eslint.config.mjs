import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const erasable = [
  { selector: 'TSEnumDeclaration', message: 'No enums: Node strips types and cannot run them. Use a union.' },
  { selector: 'TSModuleDeclaration[declare!=true]', message: 'No namespaces: Node strips types and cannot run them.' },
  { selector: 'TSParameterProperty', message: 'No parameter properties: Node strips types and cannot run them.' },
];
const namedOnly = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: they grep, and the file is named after them.',
};
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']:not(CallExpression[callee.name='readConfig'] > *)",
  message: 'The environment is read once, by readConfig(process.env) of server/config.ts, and handed on.',
};

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '.data/', 'coverage/', 'src/core/db/generated/', 'test-results/'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      'no-else-return': ['error', { allowElseIf: false }],
      'no-restricted-syntax': ['error', ...erasable, namedOnly],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
    },
  },
  {
    // A forgotten await is a lost write: these rules need types.
    files: ['{src,server,scripts,test,bench}/**/*.ts'],
    ignores: ['test/cards/**'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.ts', 'server/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...erasable, namedOnly, noEnvironment],
    },
  },
  {
    // Programs for the terminal.
    files: ['server/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // HubSpot and the tools demand a default export here.
    files: [
      '*.config.{ts,mjs}',
      '**/*.config.{ts,mjs}',
      '.dependency-cruiser.mjs',
      'scripts/uncaught-reporter.ts',
      'test/support/global-setup.ts',
      '**/*.d.ts',
      'hubspot-project/app/{cards,pages,settings,actions}/**/*.{ts,tsx}',
    ],
    rules: { 'no-restricted-syntax': ['error', ...erasable] },
  },
  {
    files: ['{hubspot-project,sandbox,test}/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { Atomics: 'readonly', Buffer: 'readonly', SharedArrayBuffer: 'readonly', console: 'readonly', process: 'readonly', URL: 'readonly' },
    },
  },
  {
    // Runs in a browser page or a Web Worker.
    files: ['sandbox/**/*.{js,mjs}'],
    languageOptions: {
      globals: { document: 'readonly', fetch: 'readonly', self: 'readonly', setInterval: 'readonly', setTimeout: 'readonly', window: 'readonly', Worker: 'readonly', location: 'readonly', crypto: 'readonly', postMessage: 'readonly', clearTimeout: 'readonly', clearInterval: 'readonly', AbortController: 'readonly', TextEncoder: 'readonly', EventSource: 'readonly', history: 'readonly' },
    },
  },
);
