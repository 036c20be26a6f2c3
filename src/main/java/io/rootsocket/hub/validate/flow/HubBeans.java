package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The beans of a file or a kamelet that are the hub's own, by their names, of which is known what they do to a message.
 *
 * @param signatures those that prove who signed
 * @param polls those that ask a server, whose answer is the body after that
 */
record HubBeans(Set<String> signatures, Set<String> polls) {

    static final HubBeans NONE = new HubBeans(Set.of(), Set.of());

    HubBeans {
        signatures = Set.copyOf(signatures);
        polls = Set.copyOf(polls);
    }

    static HubBeans of(Node root) {
        List<Node> lists = new ArrayList<>();
        YamlTree.get(root, "beans").ifPresent(lists::add);
        YamlTree.items(root).forEach(item -> YamlTree.get(item, "beans").ifPresent(lists::add));
        List<Node> beans =
                lists.stream().flatMap(list -> YamlTree.items(list).stream()).toList();
        return new HubBeans(names(beans, HubBeans::isSignature), names(beans, HubBeans::isPoll));
    }

    private static Set<String> names(List<Node> beans, Predicate<String> type) {
        return beans.stream()
                .filter(bean -> type.test(Yaml.text(bean, "type").orElse("")))
                .flatMap(bean -> Yaml.text(bean, "name").stream())
                .collect(Collectors.toSet());
    }

    HubBeans and(HubBeans others) {
        return new HubBeans(union(signatures, others.signatures), union(polls, others.polls));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toCollection(HashSet::new));
    }

    /** @param step the name or the class of a bean */
    boolean signs(String step) {
        return signatures.contains(step) || isSignature(step);
    }

    /** @param step the name or the class of a bean */
    boolean polls(String step) {
        return polls.contains(step) || isPoll(step);
    }

    private static boolean isSignature(String type) {
        return type.endsWith(".WebhookSignature");
    }

    private static boolean isPoll(String type) {
        return type.endsWith(".HttpPoll") || type.endsWith(".FeedPoll");
    }
}
