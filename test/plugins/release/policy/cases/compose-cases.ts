import { own, type PolicyCase } from '../policy-case.ts'

/** How Compose puts a service together, and everything in it that uses an image. */
export const composeCases: readonly PolicyCase[] = [
  {
    title: 'an anchor is found where it is written',
    files: {
      'compose.yml': `x-base: &base
  image: redis:latest
services:
  a: *base
  b:
    <<: *base
    restart: always
  c:
    <<: *base
    image: redis:7.4.1
`,
    },
    finds: [
      'compose.yml:2 a floating-tag redis:latest',
      'compose.yml:2 b floating-tag redis:latest',
    ],
  },
  {
    title: 'of several merged mappings the first wins',
    files: {
      'compose.yml': `x-a: &a {image: 'redis:7.4.1'}
x-b: &b {image: 'redis:latest'}
services:
  app:
    <<: [*a, *b]
`,
    },
    finds: [],
  },
  {
    title: 'a template that nothing uses is not judged',
    files: {
      'compose.yml': `x-base: {image: redis}\nservices:\n  app:\n    image: redis:7.4.1\n`,
    },
    finds: [],
  },
  {
    title: 'a service of a profile that is not active counts',
    files: {
      'compose.yml': `services:\n  debug:\n    profiles: [debug]\n    image: busybox\n`,
    },
    finds: ['compose.yml:4 debug missing-tag busybox'],
  },
  {
    title: 'extends takes the image of another service',
    files: {
      'compose.yml': `services:
  base:
    image: redis:7
  app:
    extends: base
  own:
    extends: {service: base}
    image: redis:7.4.1
`,
    },
    finds: [
      'compose.yml:3 base bare-major-tag redis:7',
      'compose.yml:3 app bare-major-tag redis:7',
    ],
  },
  {
    title: 'extends goes through files, each from its own folder',
    files: {
      'compose.yml': `services:
  app:
    extends:
      file: common/services.yml
      service: web
`,
      'common/services.yml': `services:
  web:
    extends:
      file: deeper/base.yml
      service: base
`,
      'common/deeper/base.yml': `services:
  base:
    image: redis:$TAG
    build: .
`,
      'common/deeper/Dockerfile': 'FROM alpine:3\n',
    },
    env: { TAG: '7.4.1' },
    finds: ['common/deeper/Dockerfile:1 app bare-major-tag alpine:3'],
  },
  {
    title: 'a later file wins',
    files: {
      'compose.yml': `services:\n  app:\n    image: redis:7.4.1\n`,
      'production.yml': `services:\n  app:\n    image: redis:edge\n`,
    },
    compose: ['compose.yml', 'production.yml'],
    finds: ['production.yml:3 app floating-tag redis:edge'],
  },
  {
    title: 'a later file mends an earlier one',
    files: {
      'compose.yml': `services:\n  app:\n    image: redis\n`,
      'production.yml': `services:\n  app:\n    image: redis:7.4.1\n`,
    },
    compose: ['compose.yml', 'production.yml'],
    finds: [],
  },
  {
    title: 'documents of one file are merged like files',
    files: {
      'compose.yml': `services:\n  app:\n    image: redis\n---\nservices:\n  app:\n    image: redis:8\n`,
    },
    finds: ['compose.yml:7 app bare-major-tag redis:8'],
  },
  {
    title: '!reset takes away, a whole service too',
    files: {
      'compose.yml': `services:
  app:
    image: \${IMAGE}
    build: .
  debug:
    image: busybox
`,
      'production.yml': `services:\n  app:\n    build: !reset null\n  debug: !reset null\n`,
    },
    compose: ['compose.yml', 'production.yml'],
    env: { IMAGE: own },
    finds: [],
  },
  {
    title: '!override stands in place of all that was there',
    files: {
      'compose.yml': `services:
  app:
    image: redis:7.4.1
    volumes:
      - {type: image, source: data:1, target: /data}
`,
      'production.yml': `services:
  app:
    volumes: !override
      - {type: image, source: other, target: /other}
`,
    },
    compose: ['compose.yml', 'production.yml'],
    finds: ['production.yml:4 app missing-tag other'],
  },
  {
    title: '!reset reaches what is extended',
    files: {
      'compose.yml': `services:
  base:
    image: redis:7.4.1
    pre_start:
      - {image: busybox}
  app:
    extends: base
    pre_start: !reset []
`,
    },
    finds: ['compose.yml:5 base missing-tag busybox'],
  },
  {
    title: 'include brings services in, from their own folder and with their own .env',
    files: {
      'compose.yml': `include:\n  - sub/compose.yml\nservices:\n  app:\n    image: redis:7.4.1\n`,
      'sub/compose.yml': `services:\n  db:\n    image: postgres:\${DB}\n    build: ./image\n`,
      'sub/.env': 'DB=17\n',
      'sub/image/Dockerfile': 'FROM scratch\n',
    },
    finds: ['sub/compose.yml:3 db bare-major-tag postgres:17'],
  },
  {
    title: 'the environment wins over the .env of what is included',
    files: {
      'compose.yml': `include: [sub/compose.yml]\n`,
      'sub/compose.yml': `services:\n  db:\n    image: postgres:\${DB}\n`,
      'sub/.env': 'DB=17\n',
    },
    env: { DB: '17.6' },
    finds: [],
  },
  {
    title: 'include takes several files, a folder and env files',
    files: {
      'compose.yml': `include:
  - path: [sub/compose.yml, sub/more.yml]
    project_directory: other
    env_file: [one.env, two.env]
`,
      'sub/compose.yml': `services:\n  db:\n    image: postgres:17.6\n    build: .\n`,
      'sub/more.yml': `services:\n  db:\n    image: postgres:\${A}.\${B}\n`,
      'one.env': 'A=17\nB=x\n',
      'two.env': 'B=6\n',
      'other/Dockerfile': 'FROM alpine\n',
    },
    finds: ['other/Dockerfile:1 db missing-tag alpine'],
  },
  {
    title: 'what includes says wins over what is included',
    files: {
      'compose.yml': `include: [sub.yml]\nservices:\n  db:\n    image: postgres:17.6\n`,
      'sub.yml': `services:\n  db:\n    image: postgres\n`,
    },
    finds: [],
  },
  {
    title: 'what is included may include',
    files: {
      'compose.yml': `include: [a/compose.yml]\n`,
      'a/compose.yml': `include: [b/compose.yml]\n`,
      'a/b/compose.yml': `services:\n  db:\n    image: postgres:main\n`,
    },
    finds: ['a/b/compose.yml:3 db floating-tag postgres:main'],
  },
  {
    title: 'hooks count',
    files: {
      'compose.yml': `services:
  app:
    image: redis:7.4.1
    pre_start:
      - image: busybox
        command: chown 1000 /data
      - command: ./migrate
    post_start:
      - {image: alpine:3, command: ./warm}
    pre_stop:
      - {image: alpine:3.20, command: ./drain}
`,
    },
    finds: ['compose.yml:5 app missing-tag busybox', 'compose.yml:9 app bare-major-tag alpine:3'],
  },
  {
    title: 'image mounts count, the last at a target',
    files: {
      'compose.yml': `services:
  app:
    image: redis:7.4.1
    volumes:
      - data:/data
      - type: image
        source: acme/models
        target: /models
      - {type: image, source: acme/gone, target: /gone}
      - {type: bind, source: ., target: /src}
`,
      'more.yml': `services:\n  app:\n    volumes:\n      - keep:/gone:ro\n`,
    },
    compose: ['compose.yml', 'more.yml'],
    finds: ['compose.yml:7 app missing-tag acme/models'],
  },
  {
    title: 'models count, and those of a provider',
    files: {
      'compose.yml': `services:
  app:
    image: redis:7.4.1
    models: [small]
  big:
    provider:
      type: model
      options: {model: 'ai/big:latest'}
  tunnel:
    provider: {type: awesomecloud, options: {size: 2}}
models:
  small:
    model: ai/small
`,
    },
    finds: [
      'compose.yml:8 big floating-tag ai/big:latest',
      'compose.yml:13 - missing-tag ai/small',
    ],
  },
  {
    title: 'what a service names beside a provider counts',
    files: {
      'compose.yml': `services:
  app:
    provider: {type: awesomecloud}
    image: redis:latest
    pre_start:
      - image: busybox
  big:
    provider: {type: model, options: {model: 'ai/big:latest'}}
    image: postgres
  built:
    provider: {type: awesomecloud}
    build: {dockerfile_inline: 'FROM alpine:latest'}
`,
    },
    finds: [
      'compose.yml:4 app floating-tag redis:latest',
      'compose.yml:6 app missing-tag busybox',
      'compose.yml:8 big floating-tag ai/big:latest',
      'compose.yml:9 big missing-tag postgres',
      'compose.yml:12 built unnamed-image -',
      'compose.yml:12 built floating-tag alpine:latest',
    ],
  },
  {
    title: 'what is built without a name is found',
    files: { 'compose.yml': `services:\n  app:\n    build: .\n`, Dockerfile: 'FROM alpine:3.20\n' },
    finds: ['compose.yml:3 app unnamed-image -'],
  },
  {
    title: 'what is built from elsewhere is found',
    files: {
      'compose.yml': `services:\n  app:\n    image: acme/x:1.2\n    build: https://github.com/acme/x.git\n`,
    },
    finds: ['compose.yml:4 app remote-build https://github.com/acme/x.git'],
  },
]
