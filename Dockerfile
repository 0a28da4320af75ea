# docs/docker.md says how it is used, and what of it is tried.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
ARG PANEL_BUILD_ID=
RUN npm run build && node lib/cli/release/contents.mjs /image

FROM gcr.io/distroless/nodejs22-debian12:nonroot
WORKDIR /app
COPY --from=build /image ./
# Two areas for what isn't V8's, and not eight for each core: 30 MB less (docs/performance.md).
ENV NODE_ENV=production LISTEN_ADDRESS=0.0.0.0 PORT=3000 MALLOC_ARENA_MAX=2
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/api/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["lib/cli/start.mjs"]
