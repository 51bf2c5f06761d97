#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# What the image of a component runs: `api` (the default), `worker`, `configure`, or any other command.
# A password of the database that is given as a file becomes what libpq reads, one of RabbitMQ a setting. The threads are
# those that work and those that wait for a slow client; they are always given, since the server's own default is 512.
set -eu
if [ -n "${PGPASSWORD_FILE:-}" ]; then
    PGPASSWORD="$(cat "$PGPASSWORD_FILE")"
    export PGPASSWORD
fi
if [ -n "${AMQP_URL:-}" ] && [ -n "${AMQP_PASSWORD_FILE:-}" ]; then
    AMQP_PASSWORD="$(cat "$AMQP_PASSWORD_FILE")"
    export AMQP_PASSWORD
fi
# An api process is one core. Half the cores for each component keeps all of them busy when one is asked most; each
# process holds THREADS connections to PostgreSQL, hence the limit.
if [ -z "${WORKERS:-}" ]; then
    WORKERS=$((($(nproc) + 1) / 2))
    if [ "$WORKERS" -gt 4 ]; then WORKERS=4; fi
fi
case "${1:-api}" in
api)
    if [ "$WORKERS" -gt 1 ]; then
        PROMETHEUS_MULTIPROC_DIR=$(mktemp -d) # the numbers of all processes, for whichever is asked
        export PROMETHEUS_MULTIPROC_DIR
    fi
    exec python -m granian --interface wsgi --http 1 --no-ws --host 0.0.0.0 --port 8000 \
        --workers "$WORKERS" --blocking-threads "$((THREADS + TRANSFERS))" --log-level warning --no-access-log \
        "$SERVICE.wsgi:application"
    ;;
worker | configure)
    exec python "services/$SERVICE/manage.py" "$@"
    ;;
*)
    exec "$@"
    ;;
esac
