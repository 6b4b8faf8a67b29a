# Dateline in one image: Airflow's parts, the board and the command line. No secrets, no root, data in a volume.
# BASE may be any image with a python3 of 3.11 to 3.13 that can make virtual environments.
ARG BASE=python:3.11-slim-bookworm

# What is installed. It depends on the lock files alone, so a change of code installs nothing again. Tests and sources of
# compiled parts are of no use here. Byte code is: the runtime user may not write any, and without it every task would
# compile a thousand modules first. (A few packages carry templates that are no Python: hence the `;`.)
FROM ${BASE} AS requirements
WORKDIR /opt/locks
COPY requirements-uv.lock requirements.lock ./
RUN python3 -m venv /opt/uv \
    && /opt/uv/bin/python -m pip install --quiet --no-cache-dir --require-hashes -r requirements-uv.lock \
    && python3 -m venv --without-pip /opt/venv \
    && /opt/uv/bin/uv pip sync --quiet --no-cache --no-build --link-mode copy --python /opt/venv/bin/python \
        --require-hashes requirements.lock \
    && find /opt/venv/lib -type d -name tests -prune -exec rm -rf {} + \
    && find /opt/venv/lib -type f \( -name '*.pyx' -o -name '*.pxd' -o -name '*.[ch]' -o -name '*.[ch]pp' -o -name '*.a' \) -delete \
    && { /opt/venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv/lib >/dev/null; \
        chmod -R a+rX,go-w /opt/venv; }

# Dateline itself, and what it knows. Its entry in the environment goes into a folder of its own, so that the layer with
# the requirements stays the same.
FROM requirements AS project
WORKDIR /opt/dateline
COPY . .
RUN /opt/uv/bin/uv pip install --quiet --no-cache --python /opt/venv/bin/python --prefix /opt/entry \
        --no-deps --no-build-isolation --editable . \
    && rm -rf src/*.egg-info build \
    && /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash src dags plugins \
    && chmod -R a+rX,go-w . /opt/entry

FROM ${BASE}
LABEL org.opencontainers.image.title="Dateline" \
      org.opencontainers.image.description="A self-hosted warehouse of who said what" \
      org.opencontainers.image.licenses="Apache-2.0"
# The user's home is /tmp, because the rest of the file system may be mounted read-only.
ENV PATH=/opt/venv/bin:${PATH} \
    HOME=/tmp \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATELINE_PROJECT=/opt/dateline \
    DATELINE_HOME=/data
RUN groupadd --gid 10001 dateline \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin dateline \
    && install -d -o 10001 -g 10001 -m 0750 /data
WORKDIR /opt/dateline
VOLUME /data
EXPOSE 8080 8090
# It finds out from the first process which part this container is, and asks that part; see docker/health.py.
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python3", "-I", "-S", "/opt/dateline/docker/health.py"]
ENTRYPOINT ["dateline"]
CMD ["run"]
COPY --from=requirements /opt/venv /opt/venv
COPY --from=project /opt/entry /opt/venv
COPY --from=project /opt/dateline /opt/dateline
USER 10001:10001
