# The backend: Decklog itself, without the embedded servers. Nothing runs in the last stage, so that it is built for every
# platform without emulation; what is installed is plain JavaScript, the same everywhere.

FROM --platform=$BUILDPLATFORM docker.io/library/node:24.21.0-bookworm-slim AS dependencies
ARG SOURCE_DATE_EPOCH
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM --platform=$BUILDPLATFORM docker.io/library/node:24.21.0-bookworm-slim AS build
ARG SOURCE_DATE_EPOCH
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY core core
COPY ledger-node ledger-node
COPY plugins plugins
COPY postgres postgres
COPY projections projections
COPY frontend frontend
RUN node node_modules/typescript/bin/tsc --incremental false --tsBuildInfoFile null && node frontend/build.js

FROM docker.io/library/node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /opt/decklog
COPY package.json LICENSE ./
COPY migrations migrations
COPY templates templates
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
USER 1000:1000
EXPOSE 8100
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:8100/readyz').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "--min-semi-space-size=16", "--", "dist/core/main.js"]
CMD ["start"]
