# Dateline in one image: Airflow's parts, the board and the command line. No secrets, no root, data in a volume.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /opt/dateline
COPY requirements-uv.lock requirements.lock ./
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install --quiet --no-cache-dir --require-hashes -r requirements-uv.lock \
    && .venv/bin/uv pip sync --quiet --no-cache --python .venv/bin/python --require-hashes requirements.lock \
    && rm -rf /root/.cache
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN .venv/bin/uv pip install --quiet --no-cache --python .venv/bin/python --no-deps --no-build-isolation --editable .

FROM ${BASE}
LABEL org.opencontainers.image.title="Dateline" \
      org.opencontainers.image.description="A self-hosted warehouse of who said what" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --gid 0 --create-home --home-dir /home/dateline dateline \
    && install -d -o 10001 -g 0 -m 0770 /data
WORKDIR /opt/dateline
COPY --from=build /opt/dateline /opt/dateline
COPY . .
ENV PATH=/opt/dateline/.venv/bin:${PATH} \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATELINE_PROJECT=/opt/dateline \
    DATELINE_HOME=/data
USER 10001:0
VOLUME /data
EXPOSE 8080 8090
HEALTHCHECK --interval=30s --timeout=20s --start-period=60s --retries=3 CMD ["dateline", "doctor", "--json"]
ENTRYPOINT ["dateline"]
CMD ["run"]
