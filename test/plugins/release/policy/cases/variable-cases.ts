import { own, withImage, type PolicyCase } from '../policy-case.ts'

interface Filled {
  readonly image: string
  readonly env?: Readonly<Record<string, string>>
  readonly finds?: string
}

const filled = (title: string, { image, env = {}, finds }: Filled): PolicyCase => ({
  title,
  files: withImage(image),
  env,
  finds: finds === undefined ? [] : [`compose.yml:3 app ${finds}`],
})

/** Variables as Compose fills them in, and where it finds them. */
export const variableCases: readonly PolicyCase[] = [
  filled('${VAR} is filled in', { image: '${IMAGE}', env: { IMAGE: own } }),
  filled('$VAR is filled in', {
    image: 'redis:$TAG',
    env: { TAG: 'latest' },
    finds: 'floating-tag redis:latest',
  }),
  filled('a variable without a value is found', {
    image: 'redis:${TAG}',
    finds: 'unset-variable redis:',
  }),
  filled('${VAR:?} without a value is found', {
    image: '${IMAGE:?name it}',
    finds: 'unset-variable -',
  }),
  filled('${VAR:?} that is empty is found', {
    image: '${IMAGE:?}',
    env: { IMAGE: '' },
    finds: 'unset-variable -',
  }),
  filled('${VAR?} that is empty is an empty reference', {
    image: '${IMAGE?}',
    env: { IMAGE: '' },
    finds: 'invalid-reference -',
  }),
  filled('${VAR:-x} takes x for an empty value', {
    image: 'redis:${TAG:-7}',
    env: { TAG: '' },
    finds: 'bare-major-tag redis:7',
  }),
  filled('${VAR-x} keeps an empty value', { image: 'redis:7.4${TAG-latest}', env: { TAG: '' } }),
  filled('${VAR-x} takes x when nothing is set', {
    image: 'redis:${TAG-latest}',
    finds: 'floating-tag redis:latest',
  }),
  filled('${VAR:+x} takes x for a value', { image: 'redis${PIN:+:7.4.1}', env: { PIN: 'yes' } }),
  filled('${VAR:+x} takes nothing for an empty value', {
    image: 'redis${PIN:+:7.4.1}',
    env: { PIN: '' },
    finds: 'missing-tag redis',
  }),
  filled('${VAR+x} takes x for an empty value', { image: 'redis${PIN+:7.4.1}', env: { PIN: '' } }),
  filled('what stands inside is filled in too', {
    image: 'redis:${A:-${B:-$C}}',
    env: { C: 'edge' },
    finds: 'floating-tag redis:edge',
  }),
  filled('$$ is a dollar sign', {
    image: 'redis:$${TAG}',
    env: { TAG: '7.4.1' },
    finds: 'invalid-reference redis:${TAG}',
  }),
  {
    title: '.env of the project is read, and the environment wins over it',
    files: { ...withImage('redis:${TAG}'), '.env': 'TAG=7.4.1\n' },
    env: { TAG: 'latest' },
    finds: ['compose.yml:3 app floating-tag redis:latest'],
  },
  {
    title: '.env is not read where env files are named, and the later of those wins',
    files: {
      'compose.yml':
        'services:\n  app:\n    image: "redis:${TAG}"\n  db:\n    image: "postgres:${DB}"\n',
      '.env': 'DB=17.6\n',
      'a.env': 'export TAG="7.4.1" # exact\n',
      'b.env': "# later\nTAG='latest'\n",
    },
    envFiles: ['a.env', 'b.env'],
    finds: [
      'compose.yml:3 app floating-tag redis:latest',
      'compose.yml:5 db unset-variable postgres:',
    ],
  },
  {
    title: 'values of an env file are filled in with what stands above',
    files: {
      ...withImage('${IMAGE}'),
      '.env': 'VERSION=7\nIMAGE="redis:${VERSION}"\nLITERAL=\'${NOT}\'\nVERSION=8\n',
    },
    finds: ['compose.yml:3 app bare-major-tag redis:7'],
  },
  {
    title: 'the project has the name of its folder',
    files: withImage('acme/$COMPOSE_PROJECT_NAME'),
    finds: ['compose.yml:3 app missing-tag acme/project'],
  },
  {
    title: 'the project has the name that its files give it',
    files: {
      'compose.yml': 'name: My $NAME\nservices:\n  app:\n    image: acme/${COMPOSE_PROJECT_NAME}\n',
    },
    env: { NAME: 'Ship!' },
    finds: ['compose.yml:4 app missing-tag acme/myship'],
  },
  {
    title: 'the project has the name that is set',
    files: withImage('acme/$COMPOSE_PROJECT_NAME'),
    env: { COMPOSE_PROJECT_NAME: 'boat' },
    finds: ['compose.yml:3 app missing-tag acme/boat'],
  },
  {
    title: 'a variable that something else demands is not asked for',
    files: {
      'compose.yml':
        'services:\n  app:\n    image: redis:7.4.1\n    environment:\n      PASSWORD: ${PASSWORD:?set it}\n',
    },
    finds: [],
  },
  {
    title: 'no env file is taken by itself where that is switched off',
    files: { ...withImage('redis:${TAG:-1.2}'), '.env': 'TAG=latest\n' },
    env: { COMPOSE_DISABLE_ENV_FILE: 'true' },
    finds: [],
  },
  {
    title: 'and is where that is not said in a word that counts',
    files: { ...withImage('redis:${TAG:-1.2}'), '.env': 'TAG=latest\n' },
    env: { COMPOSE_DISABLE_ENV_FILE: 'no' },
    finds: ['compose.yml:3 app floating-tag redis:latest'],
  },
]
