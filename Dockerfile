# One image for every line of the Procfile: `docker run lotse` serves the web, other commands are given to it.
# Both stages; docs/deploying.md says how to pin it by its digest.
ARG BASE=python:3.11-slim
FROM ${BASE} AS build
COPY requirements.txt .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt

FROM ${BASE}
RUN useradd --system --user-group --create-home --home-dir /var/lib/lotse lotse
COPY --from=build /venv /venv
WORKDIR /srv/lotse
COPY requirements.txt .
COPY app app
COPY commands commands
COPY migrations migrations
COPY models models
COPY workers workers
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 VAR_DIR=/var/lib/lotse PORT=8000
USER lotse
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "app/gunicorn.py", "app:create_app()"]
