#!/bin/sh
# As Kafka's image does: KAFKA_A_B is the setting a.b; the log directory is formatted once.
set -eu
env | sed -n 's/^KAFKA_\([A-Z_]*\)=/\1=/p' | grep -v '^HEAP_OPTS=' | while IFS='=' read -r name value; do
  echo "$(echo "$name" | tr 'A-Z_' 'a-z.')=$value"
done > /tmp/server.properties
java -cp '/opt/kafka/libs/*' kafka.tools.StorageTool format --ignore-formatted --cluster-id AAAAAAAAAAAAAAAAAAAAAA --config /tmp/server.properties
exec java ${KAFKA_HEAP_OPTS:-} -cp '/opt/kafka/libs/*' kafka.Kafka /tmp/server.properties
