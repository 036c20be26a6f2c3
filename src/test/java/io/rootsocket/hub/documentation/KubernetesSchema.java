package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;

/** What Kubernetes would take of a resource: no field that it does not know, none missing that it needs. */
final class KubernetesSchema {

    /** Reads JSON, and throws if the schema does not have it so. */
    private interface Kind {
        Object read(String json) throws IOException;
    }

    /** These classes would keep what they do not know. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated method) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, Kind> KINDS = Map.of(
            "v1/ConfigMap", V1ConfigMap::fromJson,
            "v1/Service", V1Service::fromJson,
            "v1/ServiceAccount", V1ServiceAccount::fromJson,
            "apps/v1/Deployment", V1Deployment::fromJson,
            "apps/v1/StatefulSet", V1StatefulSet::fromJson,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::fromJson,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::fromJson,
            "monitoring.coreos.com/v1/ServiceMonitor", json -> STRICT.readValue(json, ServiceMonitor.class));

    private KubernetesSchema() {}

    /** @throws Exception with the field that is wrong */
    static void require(JsonNode resource) throws Exception {
        String kind = "%s/%s"
                .formatted(
                        resource.path("apiVersion").asText(),
                        resource.path("kind").asText());
        assertThat(KINDS).containsKey(kind);
        KINDS.get(kind).read(resource.toString());
    }
}
