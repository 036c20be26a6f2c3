package io.rootsocket.hub.schedule;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Route;

/**
 * What earlier versions may have called a schedule that now goes by the id of its route: by the running number that Camel
 * gives to the route within a kamelet, or by the place of a route without an id in its file.
 *
 * @param pattern all such names
 * @param order where it stands among those of the same pattern, now as then
 */
record FormerName(Pattern pattern, int order) {

    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*?)[-:](\\d+)");

    /**
     * @param name what the schedule of that route is called now
     * @param endpoint what its endpoint is called, which is the name of a route without an id
     */
    static Optional<FormerName> of(Route route, String name, String endpoint) {
        Optional<String> kamelet = ScheduleName.parameter(route.getCamelContext(), route.getRouteId(), "templateId");
        if (kamelet.isPresent() && !name.equals(route.getRouteId())) {
            String number = ScheduleName.parameter(route.getCamelContext(), route.getRouteId(), "uuid")
                    .orElse("");
            return Optional.of(
                    new FormerName(Pattern.compile(Pattern.quote(kamelet.get()) + "-\\d+"), numberOf("-" + number)));
        }
        return Optional.ofNullable(route.getSourceResource())
                .map(file -> file.getLocation().replaceFirst(".*[/:]", "").replaceFirst("(\\.camel)?\\.ya?ml$", ""))
                .filter(stem -> name.equals(endpoint) && !stem.equals(name))
                .map(stem -> new FormerName(Pattern.compile(Pattern.quote(stem) + "(-\\d+)?"), line(route)));
    }

    private static int line(Route route) {
        var at = NUMBER_AT_END.matcher(String.valueOf(route.getSourceLocation()));
        return at.matches() ? number(at.group(2)) : 0;
    }

    /** The number at the end of such a name; 0 if it has none. */
    static int numberOf(String name) {
        var numbered = NUMBER_AT_END.matcher(name);
        return numbered.matches() ? number(numbered.group(2)) : 0;
    }

    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** Whether it may have been called that. */
    boolean matches(String stored) {
        return pattern.matcher(stored).matches();
    }
}
