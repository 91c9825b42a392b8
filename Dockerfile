# Basketwatch as an image: one program, the C libraries that it needs, and nobody but its own user.
#
#   docker build -t basketwatch .
#   docker run --rm basketwatch generate --count 5 --output -
#
# No secret goes in at the build: brokers, database and passwords come with the environment
# (BASKETWATCH_BROKERS, PGHOST, PGPASSWORD, …) or with a file mounted as /etc/basketwatch/basketwatch.conf.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        pkg-config librdkafka-dev libpq-dev zlib1g-dev libzstd-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# The manifest names the tests and the benchmarks, too, so it wants to see them.
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
COPY Fuzz Fuzz
COPY scripts/build-release scripts/
RUN scripts/build-release static && strip -o /basketwatch .build/static/release/basketwatch

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        librdkafka1 libpq5 zlib1g libzstd1 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin basketwatch
LABEL org.opencontainers.image.title="basketwatch" \
      org.opencontainers.image.description="Says which open baskets will be abandoned, while the shopper is still there" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /basketwatch /usr/bin/basketwatch
COPY LICENSE /usr/share/doc/basketwatch/LICENSE
# By number: so whoever runs it (runAsNonRoot) sees that it is not root.
USER 10001
# Of `run`, the default: the database answers, its schema is ours, every partition has an owner that has heard
# from Kafka and written to the database within a minute, and its ledger balances. That is the stream's health,
# of all its instances together; whether this process lives is what the container itself says. Turn it off for
# a command that ends by itself.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["basketwatch", "status", "--stale-after", "1min"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["basketwatch"]
CMD ["run"]
