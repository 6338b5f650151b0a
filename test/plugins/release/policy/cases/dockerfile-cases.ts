import type { PolicyCase } from '../policy-case.ts'

const build = `services:
  app:
    image: acme/app:1.2.3
    build:
      context: .
`

const dockerfile = (
  title: string,
  text: string,
  finds: readonly string[],
  further = '',
): PolicyCase => ({
  title,
  files: { 'compose.yml': build + further, Dockerfile: text },
  finds: finds.map(found => `Dockerfile:${found}`),
})

/** What a build takes from images. */
export const dockerfileCases: readonly PolicyCase[] = [
  dockerfile(
    'FROM counts, stages and scratch do not',
    `FROM --platform=$BUILDPLATFORM node:24 AS Build
FROM build AS test
FROM scratch
COPY --from=build /app /app
COPY --from=0 /x /x
`,
    ['1 app bare-major-tag node:24'],
  ),
  dockerfile(
    'every stage counts, whichever is built',
    `FROM alpine:3.20 AS app
FROM golang AS tools
`,
    ['2 app missing-tag golang'],
    '      target: app\n',
  ),
  dockerfile(
    'arguments before FROM have defaults',
    `ARG VERSION=24
ARG VARIANT=-slim
ARG IMAGE=node:\${VERSION}\${VARIANT}
FROM \${IMAGE}
ARG VERSION=latest
FROM node:$VERSION.1.0
`,
    ['4 app bare-major-tag node:24-slim'],
  ),
  dockerfile(
    'arguments of the build win over defaults',
    `ARG VERSION=24.1.0
FROM node:$VERSION
`,
    ['2 app floating-tag node:latest'],
    '      args:\n        VERSION: latest\n',
  ),
  dockerfile(
    'arguments may be a list, numbers are as Go writes them',
    `ARG A
ARG B
FROM node:$A.\${B}
`,
    [],
    '      args: ["A=24", B=1.0]\n',
  ),
  dockerfile(
    '1.20 is 1.2',
    `ARG A=x
FROM golang:$A
COPY --from=golang:1 /a /a
`,
    ['3 app bare-major-tag golang:1'],
    '      args: {A: 1.20}\n',
  ),
  {
    title: 'an argument without a value is taken from the variables',
    files: { 'compose.yml': `${build}      args: [A]\n`, Dockerfile: 'ARG A\nFROM node:$A\n' },
    env: { A: '24' },
    finds: ['Dockerfile:2 app bare-major-tag node:24'],
  },
  dockerfile(
    'an argument that has no value is found',
    `ARG A
FROM node:$A
`,
    ['2 app unset-variable node:'],
  ),
  dockerfile(
    'an argument declared behind FROM has none in it',
    `FROM alpine:3.20
ARG A=1.2.3
FROM node:$A
`,
    ['3 app unset-variable node:'],
  ),
  dockerfile(
    'COPY --from and RUN --mount=from count',
    `# syntax=docker/dockerfile:1.7.0
FROM alpine:3.20
COPY --from=busybox:latest --chown=1 /bin/sh /bin/sh
RUN --mount=type=cache,target=/c \\
    --mount=type=bind,from=golang:1,target=/go \\
    make
ONBUILD COPY --from=nginx /a /a
`,
    [
      '3 app floating-tag busybox:latest',
      '5 app bare-major-tag golang:1',
      '7 app missing-tag nginx',
    ],
  ),
  dockerfile(
    'a digest in FROM is read whole',
    `FROM --platform=linux/arm64 node:24@sha256:${'a'.repeat(64)} AS a
FROM alpine@sha256:${'b'.repeat(64)}
FROM alpine@sha256:${'b'.repeat(63)}
RUN --mount=type=bind,"from=golang",target=/go make
`,
    [
      `1 app bare-major-tag node:24@sha256:${'a'.repeat(64)}`,
      `3 app invalid-reference alpine@sha256:${'b'.repeat(63)}`,
      '4 app missing-tag golang',
    ],
  ),
  {
    title: 'the syntax that a build sets counts',
    files: {
      'compose.yml': `${build}      args:\n        BUILDKIT_SYNTAX: docker/dockerfile:1\n`,
      Dockerfile: 'FROM alpine:3.20\n',
    },
    finds: ['compose.yml:7 app bare-major-tag docker/dockerfile:1'],
  },
  dockerfile(
    'the syntax that it is read with counts',
    `# syntax=docker/dockerfile:1
FROM alpine:3.20
`,
    ['1 app bare-major-tag docker/dockerfile:1'],
  ),
  dockerfile(
    'what stands in a heredoc does not count',
    `FROM alpine:3.20
RUN <<END
FROM busybox
END
COPY <<FILE /x
FROM busybox
FILE
`,
    [],
  ),
  dockerfile(
    'another escape character is followed',
    `# escape=\`
FROM \`
  node:24
`,
    ['2 app bare-major-tag node:24'],
  ),
  dockerfile(
    'named contexts stand in for images',
    `FROM base
FROM alpine
FROM tool
`,
    ['3 app missing-tag tool'],
    `      additional_contexts:
        - base=docker-image://debian:12.5
        - docker.io/library/alpine:latest=./alpine
        - other=service:db
`,
  ),
  {
    title: 'a named context that is an image counts',
    files: {
      'compose.yml': `${build}      additional_contexts:\n        base: docker-image://alpine:3\n`,
      Dockerfile: 'FROM base\n',
    },
    finds: ['compose.yml:7 app bare-major-tag alpine:3'],
  },
  {
    title: 'a named context that lies elsewhere cannot be judged',
    files: {
      'compose.yml': `${build}      additional_contexts:
        base: https://example.com/root.tar
        tool: git@github.com:acme/tool.git
        kept: oci-layout://./kept
        near: ./near
`,
      Dockerfile: 'FROM base\nCOPY --from=tool /a /a\nFROM near\n',
    },
    finds: [
      'compose.yml:7 app remote-build https://example.com/root.tar',
      'compose.yml:8 app remote-build git@github.com:acme/tool.git',
      'compose.yml:9 app remote-build oci-layout://./kept',
    ],
  },
  {
    title: 'a Dockerfile of another name is read from its context',
    files: {
      'compose.yml': `services:
  app:
    image: acme/app:1.2.3
    build: {context: ./sub, dockerfile: ../docker/App.Dockerfile}
`,
      'docker/App.Dockerfile': '\nFROM alpine\n',
    },
    finds: ['docker/App.Dockerfile:2 app missing-tag alpine'],
  },
  {
    title: 'a Dockerfile inside the Compose file is found by its lines',
    files: {
      'compose.yml': `services:
  app:
    image: acme/app:1.2.3
    build:
      dockerfile_inline: |
        FROM alpine:3.20
        COPY --from=busybox:$$X /a /a
`,
    },
    finds: ['compose.yml:7 app invalid-reference busybox:$X'],
  },
  {
    title: 'a Dockerfile is judged by itself',
    files: { Dockerfile: 'ARG V=1\nFROM alpine:$V\n' },
    compose: [],
    dockerfiles: ['Dockerfile'],
    finds: ['Dockerfile:2 - bare-major-tag alpine:1'],
  },
  dockerfile(
    'quotes are taken away as BuildKit does',
    `FROM "alpine:3.20" AS build
FROM 'redis:latest'
COPY --from="build" /a /a
COPY --from="nginx:latest" /a /a
RUN --mount="type=bind,from=busybox" true
ARG V="1"
`,
    [
      '2 app floating-tag redis:latest',
      '4 app floating-tag nginx:latest',
      '5 app missing-tag busybox',
    ],
  ),
  dockerfile(
    'patterns cut and replace what stands in variables',
    `ARG V=v1.2.3
ARG W=3.20.1-extra
ARG X=a/b/c
FROM redis:\${V#v} AS a
FROM redis:\${W%-*} AS b
FROM redis:\${V%%.*} AS c
FROM \${X##*/}:1.2 AS d
FROM \${X//\\//-}:latest AS e
FROM redis:\${V/v/} AS f
`,
    ['6 app bare-major-tag redis:v1', '8 app floating-tag a-b-c:latest'],
  ),
  dockerfile(
    'TARGETSTAGE is the stage that is built',
    `FROM alpine:3.20 AS stage-one
FROM stage-$TARGETSTAGE
`,
    [],
    '      target: one\n',
  ),
  dockerfile(
    'and default without one',
    `FROM alpine:3.20 AS stage-default
FROM stage-$TARGETSTAGE
FROM \${TARGETSTAGE}-of
`,
    ['3 app missing-tag default-of'],
  ),
  dockerfile(
    'a syntax stands behind a shebang too',
    `#!/usr/bin/env docker
# syntax=docker/dockerfile:latest
FROM alpine:3.20
`,
    ['2 app floating-tag docker/dockerfile:latest'],
  ),
  dockerfile(
    'or behind slashes',
    `//syntax=docker/dockerfile:latest
FROM alpine:3.20
`,
    ['1 app floating-tag docker/dockerfile:latest'],
  ),
  dockerfile(
    'but not behind a directive that nobody knows',
    `# foo=bar
# syntax=docker/dockerfile:latest
FROM alpine:3.20
`,
    [],
  ),
  dockerfile(
    'what stands in a text is not the Dockerfile',
    `FROM alpine:3.20
RUN <<EOF cat <<-"END" && x
FROM redis:latest
EOF
	COPY --from=nginx a b
	END
COPY <<'A' /b
# syntax=none
A
FROM redis
`,
    ['10 app missing-tag redis'],
  ),
  dockerfile(
    'a line goes on over comments and blanks',
    `FROM \\
  # why

  redis:latest
`,
    ['1 app floating-tag redis:latest'],
  ),
  {
    title: 'a Dockerfile may be written small',
    files: { 'compose.yml': build, dockerfile: 'FROM redis:latest\n' },
    finds: ['dockerfile:1 app floating-tag redis:latest'],
  },
  {
    title: 'a context may lie at home',
    files: {
      'compose.yml': 'services:\n  app:\n    image: acme/app:1.2.3\n    build: ~/app\n',
      'home/app/Dockerfile': 'FROM redis:latest\n',
    },
    env: { HOME: '/project/home' },
    finds: ['home/app/Dockerfile:1 app floating-tag redis:latest'],
  },
  {
    title: 'an argument of a build has what it has where it comes from',
    files: {
      'compose.yml': `${build}      args: {T: "$UNSET", U: "1.2"}\n`,
      Dockerfile: 'ARG T\nARG U\nFROM redis:$T\nFROM redis:$U\nFROM redis:${T:-1.2}\n',
    },
    finds: ['Dockerfile:3 app unset-variable redis:'],
  },
  {
    title: 'an argument that must be set is missed though no image hangs on it',
    files: {
      'compose.yml': `${build}      args:\n        BASE: "\${BASE:?name it}"\n`,
      Dockerfile: 'FROM redis:1.2\n',
    },
    finds: ['compose.yml:7 app unset-variable -'],
  },
  {
    title: 'and told once where one does',
    files: {
      'compose.yml': `${build}      args:\n        - BASE=\${BASE:?name it}\n`,
      Dockerfile: 'ARG BASE\nFROM $BASE\n',
    },
    finds: ['Dockerfile:2 app unset-variable -'],
  },
  {
    title: 'a Dockerfile within has its variables from outside',
    files: {
      'compose.yml': `services:
  app:
    image: acme/app:1.2.3
    build:
      dockerfile_inline: |
        FROM redis\${NOPE} AS a
        FROM redis:1.2 AS b
        RUN echo \${NOPE}
`,
    },
    finds: ['compose.yml:6 app unset-variable redis'],
  },
]
