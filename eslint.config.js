import js from '@eslint/js'
import tseslint from 'typescript-eslint'

const plugin = 'plugins/*/**/*.ts'

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      '.tap',
      '.tools',
      'test/fixtures',
      'frontend/api/schema.ts',
      'docs',
      'examples',
      'templates',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.test.json', './frontend/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      'no-console': 'error',
      'no-param-reassign': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only core/config reads the environment.',
        },
      ],
    },
  },
  {
    files: ['core/config/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // What a plugin may touch: its host, its own folder, systeminformation, and of core what plugins of others have too.
    files: [plugin, 'projections/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/core/(?!(plugin|check)-api\\.ts$)',
              message:
                'A plugin has of core what core/plugin-api.ts gives to everybody, or core/check-api.ts of it to a check that loads alone.',
            },
          ],
          paths: [
            'child_process',
            'node:child_process',
            'pg',
            'awilix',
            '@eventstore/db-client',
          ].map(name => ({ name, message: 'A plugin reaches the outside through its host.' })),
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name="match"] > ObjectExpression:nth-child(2) Property > ArrayExpression[elements.length=0]',
          message: 'Every list begins as [] does: write emptyList (test/support/empty-list.ts).',
        },
      ],
      // A subtest is run and judged by its parent, whether or not anyone awaits it.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafePromises: [
            { from: 'package', name: 'PromiseWithSubtest', package: '@tapjs/core' },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['eslint.config.js', 'frontend/build.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
)
