#!/usr/bin/env bash
# Deploys compose.yaml on this machine, learns and samples by it, and takes it down again; prints a table of steps.
# Starts a container engine if there is none (root, Debian's docker.io) and makes base images where none can be pulled
# (debootstrap and a JRE, jars by Maven). Build first: ./mvnw -DskipTests package
# TRY_DIR: where an engine started here keeps its data (a new directory). MVN: Maven with options, default ./mvnw.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${TRY_DIR:-$(mktemp -d)}; mkdir -p "$dir"; dir=$(cd "$dir" && pwd)
read -r -a maven <<< "${MVN:-./mvnw}"
BASE=docker.io/library/eclipse-temurin:17-jre
engine_pid=; failed=0; table=()
export COMPOSE_PROJECT_NAME=${COMPOSE_PROJECT_NAME:-rowmilltry} ROWMILL_SECRETS_FILE="$dir/secrets.properties"
export COMPOSE_HTTP_TIMEOUT=300
files=(-f deploy/compose.yaml)

compose() { if docker compose version >/dev/null 2>&1; then docker compose "${files[@]}" "$@"; else docker-compose "${files[@]}" "$@"; fi; }

step() { # step <name> <command...>: runs it, and remembers seconds and outcome
  local name=$1 start=$SECONDS outcome=ok; shift
  echo "== $name"
  "$@" > "$dir/${name// /-}.log" 2>&1 || { outcome=FAILED; failed=1; tail -n 20 "$dir/${name// /-}.log"; }
  table+=("$(printf '%-28s %6d s  %s' "$name" $((SECONDS - start)) "$outcome")")
  [ "$outcome" = ok ]
}

start_engine() {
  docker info >/dev/null 2>&1 && return 0
  command -v dockerd >/dev/null || { apt-get update && apt-get install -y --no-install-recommends docker.io docker-compose iptables; }
  export DOCKER_HOST="unix://$dir/docker.sock"
  dockerd --data-root "$dir/docker" --exec-root "$dir/exec" -H "$DOCKER_HOST" --pidfile "$dir/docker.pid" > "$dir/dockerd.log" 2>&1 &
  engine_pid=$!
  for _ in $(seq 60); do docker info >/dev/null 2>&1 && return 0; kill -0 "$engine_pid" || break; sleep 1; done
  tail -n 5 "$dir/dockerd.log"; return 1
}

have() { docker image inspect "$1" >/dev/null 2>&1 || docker pull -q "$1"; }

make_base() {
  command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap
  debootstrap --variant=minbase --include=ca-certificates,openjdk-17-jre-headless bookworm "$dir/root"
  tar -C "$dir/root" -c . | docker import - "$BASE" && rm -rf "$dir/root"
}

image_of() { sed -n "s/.*image: \${$1:-\(.*\)}/\1/p" deploy/compose.yaml; }

jars() { # jars <directory> <group:artifact:version...>
  local to=$1 dependencies= group artifact version coordinates; shift; mkdir -p "$to"
  for coordinates in "$@"; do
    IFS=: read -r group artifact version <<< "$coordinates"
    dependencies+="<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
  done
  echo "<project><modelVersion>4.0.0</modelVersion><groupId>try</groupId><artifactId>try</artifactId><version>1</version>
    <dependencies>$dependencies</dependencies></project>" > "$to/pom.xml"
  "${maven[@]}" -q -B -f "$to/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$to/libs"
}

make_kafka() {
  local image version; image=$(image_of ROWMILL_KAFKA_IMAGE); version=${image##*:}
  jars "$dir/kafka" "org.apache.kafka:kafka_2.13:$version"; cp deploy/try/kafka.sh "$dir/kafka/"
  printf '#!/bin/bash\nexec 3<>/dev/tcp/localhost/19092\n' > "$dir/kafka/kafka-broker-api-versions.sh"
  printf 'FROM %s\nCOPY libs /opt/kafka/libs\nCOPY kafka-broker-api-versions.sh /opt/kafka/bin/\nCOPY kafka.sh /\nRUN chmod +x /opt/kafka/bin/*\nENTRYPOINT ["sh", "/kafka.sh"]\n' "$BASE" > "$dir/kafka/Dockerfile"
  docker build -t "$image" "$dir/kafka"
}

make_s3() {
  # Its dependencies leave it an older jackson-annotations than its Jackson needs.
  jars "$dir/s3" com.fasterxml.jackson.core:jackson-annotations:2.21 \
    "org.gaul:s3proxy:$(sed -n 's/.*<s3proxy.version>\(.*\)<.*/\1/p' pom.xml)"
  cp deploy/try/s3proxy.sh "$dir/s3/run-docker-container.sh"; chmod +x "$dir/s3/run-docker-container.sh"
  printf 'FROM %s\nCOPY libs /opt/s3proxy/libs\nCOPY run-docker-container.sh /opt/s3proxy/\nRUN mkdir -p /data\nENTRYPOINT ["/opt/s3proxy/run-docker-container.sh"]\n' "$BASE" > "$dir/s3/Dockerfile"
  docker build -t "$(image_of ROWMILL_S3_IMAGE)" "$dir/s3"
}

make_registry() {
  mkdir -p "$dir/registry"; cp -r cli/target/quarkus-app/lib/main "$dir/registry/libs"
  rm -f "$dir"/registry/libs/ai.djl.pytorch.pytorch-native* "$dir"/registry/libs/*lightgbm*
  mkdir -p "$dir/registry/classes/io/rowmill/embedded"
  cp embedded/target/test-classes/io/rowmill/embedded/OpenRegistry*.class "$dir/registry/classes/io/rowmill/embedded/"
  printf 'FROM %s\nLABEL rowmill.stand-in=true\nCOPY libs /opt/registry/libs\nCOPY classes /opt/registry\n' "$BASE" > "$dir/registry/Dockerfile"
  docker build -t "$(image_of ROWMILL_REGISTRY_IMAGE)" "$dir/registry"
}

registry_is_a_stand_in() {
  [ "$(docker image inspect -f '{{index .Config.Labels "rowmill.stand-in"}}' "$(image_of ROWMILL_REGISTRY_IMAGE)" 2>/dev/null)" = true ]
}

images() {
  have "$BASE" || make_base
  have "$(image_of ROWMILL_KAFKA_IMAGE)" || make_kafka
  have "$(image_of ROWMILL_S3_IMAGE)" || make_s3
  have "$(image_of ROWMILL_REGISTRY_IMAGE)" || make_registry
}

containers() { docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --filter "label=com.docker.compose.service=$1"; }

healthy() { # waits until every container of the five services is healthy
  for _ in $(seq 120); do
    local well=0 service id
    for service in ingest preprocess linkage trainer sampler; do
      for id in $(containers "$service"); do
        [ "$(docker inspect -f '{{.State.Health.Status}}' "$id")" = healthy ] && well=$((well + 1))
      done
    done
    [ "$well" -ge "$1" ] && return 0
    sleep 3
  done
  compose ps; compose logs --tail 20; return 1
}

metrics() { # every metric that dashboard and alerts ask for is exposed by some service
  local service name missing=0
  for service in ingest preprocess linkage trainer sampler; do
    docker exec "$(containers "$service" | head -n 1)" bash -c \
      "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /q/metrics HTTP/1.0\r\n\r\n' >&3; cat <&3"
  done > "$dir/exposed"
  for name in $(grep -ohE '\b(rowmill|jvm|process)_[a-z_]+' deploy/grafana-dashboard.json deploy/alerts.yaml | sort -u); do
    grep -qE "^$name(\{| )" "$dir/exposed" || { echo "no service exposes $name"; missing=1; }
  done
  return "$missing"
}

data() {
  mkdir -p "$dir/shop"
  { echo id,city; for i in $(seq 300); do echo "$i,town$((i % 7))"; done; } > "$dir/shop/customer.csv"
  { echo id,customer_id,amount; for i in $(seq 900); do echo "$i,$((i % 300 + 1)),$((i * 7 % 100))"; done; } > "$dir/shop/purchase.csv"
}

rowmill() {
  ROWMILL_S3_ACCESS_KEY=rowmill ROWMILL_S3_SECRET_KEY=$(sed -n 's/^rowmill.s3.secret-key=//p' "$ROWMILL_SECRETS_FILE") ./rowmill "$@"
}

kill_during_sample() { # the sample has to come to its end, whole, with one sampler less
  rowmill sample shop --out "$dir/synthetic-2" --scale 100 > "$dir/sampling" 2>&1 & local sample=$!
  until grep -q sample- "$dir/sampling" || ! kill -0 "$sample"; do sleep 0.1; done
  docker kill "$(containers sampler | head -n 1)"
  kill -0 "$sample" || { echo "the sample was over before the kill"; return 1; }
  wait "$sample" && [ "$(wc -l < "$dir/synthetic-2/customer.csv")" -eq 30001 ]
}

down() {
  [ -n "${keep:-}" ] || compose down -v --remove-orphans || true
  if [ -n "$engine_pid" ]; then kill "$engine_pid"; wait "$engine_pid" || true; fi
}

finish() {
  local note=
  ! registry_is_a_stand_in || note="The registry was rowmill's own, in a container, in place of Karapace."
  step down down || true
  echo; printf '%s\n' "${table[@]}"
  [ -z "$note" ] || echo "$note"
  echo "Logs: $dir"; exit "$failed"
}

run() {
  step engine start_engine || return
  step images images || return
  ! registry_is_a_stand_in || files+=(-f deploy/try/standins.yaml)
  (umask 022; printf 'rowmill.s3.access-key=rowmill\nrowmill.s3.secret-key=%s\n' "$(od -An -tx8 -N16 /dev/urandom | tr -d ' ')" > "$ROWMILL_SECRETS_FILE")
  step build compose build || return
  step up compose up -d || return
  step healthy healthy 5 || return
  step data data
  step fit rowmill fit --source "$dir/shop" --name shop --set epochs=1 --follow || return
  step sample rowmill sample shop --out "$dir/synthetic" || return
  step "metrics of dashboard" metrics || true
  step "two samplers" compose up -d --scale sampler=2 --no-recreate || return
  step "two samplers healthy" healthy 6 || return
  step "sample with one killed" kill_during_sample || return
}

run || true
finish
