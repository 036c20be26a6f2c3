package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.graph.Place.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds which route feeds which: the one writes to an address that the other reads from. An address with an expression in
 * it is where only a message leads, and feeds nobody here.
 */
final class LinkFinder {

    private final UnaryOperator<String> settings;
    private final Map<String, List<Place>> readers = new HashMap<>();
    private final Set<String> kamelets = new HashSet<>();
    private final Set<Link> links = new LinkedHashSet<>();

    private LinkFinder(UnaryOperator<String> settings) {
        this.settings = settings;
    }

    /** @param settings fills in the settings of a text, as far as they are known */
    static List<Link> links(List<RouteOutline> outlines, UnaryOperator<String> settings) {
        var finder = new LinkFinder(settings);
        for (RouteOutline outline : outlines) {
            if (outline.kind() == RouteOutline.Kind.KAMELET) {
                finder.kamelets.add(outline.name());
            }
            outline.from()
                    .endpoint()
                    .ifPresent(from -> finder.readers
                            .computeIfAbsent(finder.address(from), name -> new ArrayList<>())
                            .add(place(outline)));
        }
        outlines.forEach(finder::look);
        return List.copyOf(finder.links);
    }

    static Place place(RouteOutline outline) {
        return new Place(outline.kind() == RouteOutline.Kind.KAMELET ? Kind.KAMELET : Kind.ROUTE, outline.name());
    }

    private void look(RouteOutline outline) {
        Place here = place(outline);
        outline.from()
                .endpoint()
                .flatMap(this::ownKamelet)
                .ifPresent(kamelet -> links.add(new Link(kamelet, here, "", false)));
        var walk = new Walk(here, outline.from().endpoint());
        outline.steps().forEach(step -> walk.take(step, false));
        outline.handlers().forEach(handler -> walk.take(handler, false));
    }

    private Optional<Place> ownKamelet(EndpointUse use) {
        String name = use.path().replaceFirst("/.*", "");
        return use.scheme().equals("kamelet") && kamelets.contains(name)
                ? Optional.of(new Place(Kind.KAMELET, name))
                : Optional.empty();
    }

    /** {@code jms:orders} is {@code jms:queue:orders}. */
    private String address(EndpointUse use) {
        String path = filled(use.path());
        return (use.scheme() + ":" + path).replaceFirst("^(jms|activemq6?|sjms2?|amqp):queue:", "$1:");
    }

    private String filled(String text) {
        return settings.apply(text);
    }

    /** Through the steps of a route, with the channel that a header has named by then. */
    private final class Walk {

        private final Place here;
        private Optional<String> channel;

        Walk(Place here, Optional<EndpointUse> from) {
            this.here = here;
            this.channel = from.flatMap(use -> use.option("channel")).map(EndpointUse.Option::value);
        }

        void take(Branch branch, boolean failed) {
            branch.steps().forEach(step -> take(step, failed || branch.way() == Branch.Way.FAILURE));
        }

        void take(RouteStep step, boolean failed) {
            if (step.channel().isPresent()) {
                channel = step.channel();
            }
            step.endpoint().ifPresent(use -> reach(use, failed));
            step.branches().forEach(branch -> take(branch, failed));
        }

        private void reach(EndpointUse use, boolean failed) {
            if (use.direction() == EndpointUse.Direction.POLL) {
                return;
            }
            if (use.scheme().equals("rootsocket")) {
                if (use.path().equals(Operation.MESSAGE.word())) {
                    String named = channel(use).or(() -> channel).orElse(Place.DECIDED_BY_MESSAGES);
                    links.add(new Link(here, new Place(Kind.CHANNEL, named(named)), "", failed));
                }
                return;
            }
            List<Place> fed = Stream.concat(
                            ownKamelet(use).stream(), readers.getOrDefault(address(use), List.of()).stream())
                    .toList();
            fed.forEach(to -> links.add(new Link(here, to, StepDetail.address(use), failed)));
            if (fed.isEmpty()) {
                links.add(new Link(here, outside(use), "", failed));
            }
        }

        private Place outside(EndpointUse use) {
            return use.scheme().equals("kamelet") && channel(use).isPresent()
                    ? new Place(Kind.CHANNEL, named(channel(use).get()))
                    : new Place(Kind.OUTSIDE, StepDetail.address(use));
        }

        private Optional<String> channel(EndpointUse use) {
            return use.option("channel").map(EndpointUse.Option::value);
        }

        private String named(String text) {
            String filled = filled(text);
            return filled.contains("${") || filled.contains("{{") ? Place.DECIDED_BY_MESSAGES : filled;
        }
    }
}
