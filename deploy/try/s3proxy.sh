#!/bin/sh
# As s3proxy's image does: the environment's settings as properties.
set -eu
exec java "-Ds3proxy.endpoint=$S3PROXY_ENDPOINT" "-Ds3proxy.authorization=$S3PROXY_AUTHORIZATION" \
  "-Ds3proxy.identity=$S3PROXY_IDENTITY" "-Ds3proxy.credential=$S3PROXY_CREDENTIAL" \
  "-Djclouds.provider=$JCLOUDS_PROVIDER" "-Djclouds.filesystem.basedir=$JCLOUDS_FILESYSTEM_BASEDIR" \
  -cp '/opt/s3proxy/libs/*' org.gaul.s3proxy.Main --properties /dev/null
