package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What the checks of a file alone have found. Others may still be found beside other files.
 *
 * @param source the file
 * @param settings what its placeholders got
 * @param file its content; empty if it cannot be read
 * @param endpoints its endpoints with their settings filled in
 * @param findings what is wrong
 */
record CheckedFile(
        RouteSource source,
        Properties settings,
        Optional<RouteFile> file,
        List<EndpointUse> endpoints,
        List<Finding> findings) {

    CheckedFile {
        endpoints = List.copyOf(endpoints);
        findings = List.copyOf(findings);
    }
}
