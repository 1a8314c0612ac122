# The service in an image: the locked packages and kith in a folder of their own, run by a user without rights.
FROM python:3.11-slim-bookworm AS build
WORKDIR /source
RUN python -m venv /opt/kith
COPY requirements/runtime.txt requirements/
RUN /opt/kith/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/runtime.txt
COPY . .
RUN /opt/kith/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .
# Machine code is kept for sources of one date, and a registry rounds dates to the second: so they are round.
RUN graph=$(/opt/kith/bin/python -I -c "import graph; print(graph.__path__[0])") \
    && find "$graph" -name '*.py' -exec touch -d 2000-01-01 {} + \
    && /opt/kith/bin/python -m compileall -q "$graph"

FROM python:3.11-slim-bookworm
# git: for `kith ingest git`
RUN apt-get update \
    && apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home kith \
    && install -d -o kith -g kith -m 700 /data /var/cache/kith
COPY --from=build /opt/kith /opt/kith
ENV PATH=/opt/kith/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    KITH_DATA=/data \
    NUMBA_CACHE_DIR=/var/cache/kith
USER kith
WORKDIR /home/kith
# The search as machine code for this processor: made by getting ready once, for a network of nobody.
# On another processor the first start does it again, which takes a minute.
RUN python -c "from service.application import prepare; from service.opening import initialise, open_service; from service.settings import Settings; settings = Settings(data='/tmp/first'); initialise(settings, 'Nobody'); prepare(open_service(settings), print)" \
    && rm -r /tmp/first
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=6 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["kith", "serve", "--host", "0.0.0.0", "--port", "8000"]
