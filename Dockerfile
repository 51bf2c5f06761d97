# SPDX-License-Identifier: EUPL-1.2
# One file, an image for each component:
#
#   docker build --build-arg SERVICE=zaken --tag meent/zaken .
#
# The image runs `api` (the default), `worker` or `configure`; see docker-compose.yml for what it asks of its surroundings.
# The target `portal` is one more image, which writes the pages of the gateway into /srv/portal and ends.

FROM python:3.12-slim AS build
ARG SERVICE
RUN test -n "$SERVICE" || { echo "Say which component: --build-arg SERVICE=zaken" >&2; exit 1; }
COPY scripts/uv.lock.txt /build/uv.lock.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /build/uv.lock.txt
COPY services/${SERVICE}/requirements.lock /build/requirements.lock
# Wheels only: nothing is compiled here, so the image needs no compiler and runs no foreign build script.
RUN uv venv /opt/venv \
 && uv pip install --python /opt/venv/bin/python --require-hashes --only-binary :all: --no-cache --compile-bytecode \
    --requirements /build/requirements.lock

FROM python:3.12-slim AS portal
COPY scripts/uv.lock.txt requirements.lock /build/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /build/uv.lock.txt \
 && uv pip install --system --require-hashes --only-binary :all: --no-cache --requirements /build/requirements.lock
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin meent \
 && install -d -o meent -g meent /srv/portal
WORKDIR /app
COPY servicekit/src servicekit/src
COPY gateway/src gateway/src
COPY services services
ENV PYTHONPATH=/app/servicekit/src:/app/gateway/src PYTHONDONTWRITEBYTECODE=1
USER 10001
CMD ["python", "-m", "gateway.portal", "/srv/portal"]

FROM python:3.12-slim
ARG SERVICE
LABEL org.opencontainers.image.title="meent-${SERVICE}" \
      org.opencontainers.image.source="https://github.com/meent-zgw/meent" \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin meent \
 && install -d -o meent -g meent /var/lib/meent/documents
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY LICENSE ./
COPY contracts/${SERVICE} contracts/${SERVICE}
COPY servicekit/src servicekit/src
COPY services/${SERVICE}/manage.py services/${SERVICE}/manage.py
COPY services/${SERVICE}/src services/${SERVICE}/src
RUN python -m compileall -q servicekit services
COPY --chmod=0755 scripts/image.sh /usr/local/bin/meent
ENV SERVICE=${SERVICE} \
    PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app/servicekit/src:/app/services/${SERVICE}/src \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CONTRACTS=/app/contracts \
    DOCUMENTS=/var/lib/meent/documents \
    THREADS=8 \
    TRANSFERS=64
USER 10001
EXPOSE 8000
ENTRYPOINT ["meent"]
CMD ["api"]
