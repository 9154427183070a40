# One image for both modes; the command says which:
#
#   docker run openclaw-v2 gateway
#   docker run openclaw-v2 worker
#
# Optional dependencies stay out of the image: they are a Node of npm's, which the base image has, and
# a native accelerator of msgpack; the build needs those of Vite. No package needs an install script.

ARG NODE_VERSION=24.21

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:${NODE_VERSION}-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:${NODE_VERSION}-bookworm-slim
LABEL org.opencontainers.image.title="OpenClaw V2" \
      org.opencontainers.image.description="The asynchronous task layer in front of an OpenClaw gateway" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
# Owned by root: the process can read its program and write nothing.
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The version and the module type are read from package.json.
COPY package.json LICENSE ./
USER node
EXPOSE 8000 8001

# Process 1 tells the mode, and with it the port; the image has no curl. Alive, not ready: a Redis that
# is away is no reason to restart anything. A WORKER_PORT of 0 cannot be probed.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "const worker = fs.readFileSync('/proc/1/cmdline', 'utf8').includes('worker'); const port = worker ? process.env.WORKER_PORT || 8001 : process.env.GATEWAY_PORT || 8000; fetch('http://127.0.0.1:' + port + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1));"]

# In exec form, so that SIGTERM reaches Node itself, which then drains.
ENTRYPOINT ["node", "dist/launcher.js"]
CMD ["gateway"]
