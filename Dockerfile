# What the image is made on. A tag is moved to another image each week, so the release names both by digest; see
# .github/workflows/release.yml. By tag, a build of your own has the newest Java.
ARG BUILD_IMAGE=docker.io/library/maven:3-eclipse-temurin-17
ARG RUNTIME_IMAGE=docker.io/library/eclipse-temurin:25-jre

# Stage 1: build with Maven. Nothing of this stage but the jars reaches the image.
FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
# The tests ran before (`mvn -B verify`); here only the jars are wanted, and the bill of materials. Without the tests, the
# libraries that they use look unused. The cache keeps what Maven downloads from one build to the next, outside the image.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q package -DskipTests -Dmdep.analyze.skip=true -Dcyclonedx.skip=false

# Stage 2: what runs. A Java runtime, the jars, the shipped routes.
FROM ${RUNTIME_IMAGE}
RUN groupadd --gid 10001 hub \
 && useradd --uid 10001 --gid hub --no-create-home --home-dir /hub --shell /usr/sbin/nologin hub \
 && mkdir -p /hub/ext \
 && install -d -o hub -g hub -m 700 /hub/data \
 && ln -s /hub/hub /usr/local/bin/hub
# The launcher finds them as it does where they are built.
COPY --from=build /src/target/hub /hub/target/hub
COPY routes /hub/routes
COPY LICENSE hub /hub/

WORKDIR /hub
# An archive of the hub's classes, on which it starts in half the time.
RUN hub rehearse || echo "The hub starts without an archive of its classes."
# By number: an orchestrator that asks for runAsNonRoot cannot look a name up.
USER 10001:10001
VOLUME /hub/data
# 8080: the webhook door. 8001: the sandbox, where it runs.
# The admin port (9090) stays on loopback; see HUB_ADMIN_HOST and HUB_ADMIN_TOKEN in src/main/docs/settings.md.
EXPOSE 8080 8001

# bash is sure to be in the image; curl and wget are not.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${HUB_PORT:-8080} && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && IFS= read -r -t 4 line <&3 && [[ $line == HTTP/1.*' 200'* ]]"]

# What this image is, for whoever finds it in a registry. Last, as these change with each build.
ARG RUNTIME_IMAGE
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="RootSocket Hub" \
      org.opencontainers.image.description="YAML-declared Apache Camel routes that deliver into RootSocket channels" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="${RUNTIME_IMAGE}"

# The launcher sets Java's options, those of JAVA_OPTS last, and is then replaced by Java: SIGTERM reaches the hub, which then
# stops cleanly. `docker exec CONTAINER hub status` is the same launcher.
ENTRYPOINT ["hub"]
CMD ["run"]
