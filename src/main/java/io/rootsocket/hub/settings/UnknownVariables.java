package io.rootsocket.hub.settings;

import io.rootsocket.hub.text.NearestWord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds variables that look like the hub's and that nothing reads, so that a typing error does not pass for a setting. */
public final class UnknownVariables {

    private static final Pattern OURS = Pattern.compile("(HUB|ROOTSOCKET)_.*");

    /** What Kubernetes sets in each container of a namespace that has a service called {@code hub}. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("\\w+_SERVICE_(HOST|PORT(_\\w+)?)|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    private UnknownVariables() {}

    /**
     * A sentence for each that is unknown, with the name that may have been meant; never a value.
     *
     * @param names the names of the variables that are set
     * @param routes the folder of routes, whose own settings are known
     */
    public static List<String> among(Collection<String> names, Path routes) {
        Set<String> unknown = notTheHubs(names);
        if (unknown.isEmpty()) {
            return List.of();
        }
        var settings = SettingNames.in(routes);
        unknown.removeIf(settings::isRead);
        return unknown.stream().map(name -> sentence(name, settings)).toList();
    }

    /** The names of those that are unknown: under one may be a secret of the hub, with a typing error in its name. */
    public static Set<String> names(Collection<String> names, Path routes) {
        Set<String> unknown = notTheHubs(names);
        var settings = SettingNames.in(routes);
        unknown.removeIf(settings::isRead);
        return unknown;
    }

    private static Set<String> notTheHubs(Collection<String> names) {
        var unknown = new TreeSet<>(names);
        unknown.removeAll(Variable.names());
        unknown.removeIf(name -> !OURS.matcher(name.toUpperCase(Locale.ROOT)).matches()
                || OF_KUBERNETES.matcher(name).matches());
        return unknown;
    }

    /** A sentence for each port that Kubernetes has set to the address of a service, so that its default counts. */
    public static List<String> serviceLinks(Map<String, String> environment) {
        return Stream.of(Variable.values())
                .filter(variable -> Variables.isServiceLink(variable, environment.getOrDefault(variable.name(), "")))
                .map(variable ->
                        ("%s is the address of a service, which Kubernetes sets in every pod beside it: it does"
                                        + " not count, and %s does. Set a port, or `enableServiceLinks: false` in the pod's spec.")
                                .formatted(variable, variable.byDefault().orElse("no port")))
                .toList();
    }

    private static String sentence(String name, SettingNames settings) {
        var known = new TreeSet<>(Variable.names());
        known.addAll(settings.variables());
        String plain = name.replaceFirst(Variable.FILE + "$", "");
        String advice = !plain.equals(name) && known.contains(plain)
                ? " Only a secret can come from a file."
                : NearestWord.suggestion(name, known).map(text -> " " + text).orElse("");
        return "%s is set, but neither the hub nor a route reads it.%s"
                .formatted(name.replaceAll("[^A-Za-z0-9_.-]", "?"), advice);
    }
}
