package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.refusal.NotOnBoard;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;

/** Which components there are: those of Camel's catalog, and those on the class path, such as ours. */
final class Components {

    private final CamelContext camel;
    private final CamelCatalog catalog = new DefaultCamelCatalog(true);
    private final OnBoardFirst descriptions;
    private final Map<String, Boolean> onBoard = new ConcurrentHashMap<>();

    Components(CamelContext camel) {
        this.camel = camel;
        this.descriptions = new OnBoardFirst(catalog, camel);
        catalog.setVersionManager(descriptions);
    }

    /** Whether its jar is here. */
    boolean isOnBoard(String scheme) {
        return onBoard.computeIfAbsent(scheme, name -> {
            Component component = name.matches("[a-z][a-z0-9-]*") ? camel.getComponent(name, true, false) : null;
            if (component != null && !catalog.findComponentNames().contains(name)) {
                addToCatalog(name, component);
            }
            return component != null;
        });
    }

    /** The catalog knows the names of Camel's own only. */
    private void addToCatalog(String scheme, Component component) {
        String json = descriptions.description(scheme);
        if (json != null) {
            catalog.addComponent(scheme, component.getClass().getName(), json);
        }
    }

    Optional<ComponentModel> model(String scheme) {
        return Optional.ofNullable(catalog.componentModel(scheme));
    }

    NotOnBoard missing(String scheme) {
        return NotOnBoard.component(camel, scheme);
    }

    Set<String> optionsOf(String scheme) {
        return options(scheme).map(BaseOptionModel::getName).collect(Collectors.toSet());
    }

    /** The options that hold a secret. */
    Set<String> secretsOf(String scheme) {
        return options(scheme)
                .filter(BaseOptionModel::isSecret)
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
    }

    boolean isLong(String scheme, String name) {
        return options(scheme).anyMatch(option -> option.getName().equals(name) && "long".equals(option.getJavaType()));
    }

    private Stream<? extends BaseOptionModel> options(String scheme) {
        return model(scheme).stream().flatMap(model -> model.getEndpointOptions().stream());
    }

    EndpointValidationResult validate(String uri, Direction direction) {
        return catalog.validateEndpointProperties(uri, false, direction == Direction.FROM, direction == Direction.TO);
    }
}
