package io.rootsocket.hub.console;

import io.rootsocket.hub.console.html.Console;
import io.rootsocket.hub.http.JsonAnswer;
import io.rootsocket.hub.http.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What each request to the admin door meets first, whatever its path: is it addressed to this door, does it come from no
 * other site's page, may its sender ask, is there such a path, and is it JSON if it can change something. Safe for
 * threads.
 */
final class AdminGuard implements Handler<RoutingContext> {

    private static final Set<String> FETCHED_FROM_HERE = Set.of("same-origin", "none");
    private static final Pattern JSON =
            Pattern.compile("application/json *(?:; *charset=\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern FORM = Pattern.compile(
            "application/x-www-form-urlencoded *(?:; *charset=\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

    private final AllowedHosts names;
    private final AdminAuthentication authentication;
    private final AdminPaths paths;
    private volatile boolean open;

    AdminGuard(AllowedHosts names, AdminAuthentication authentication, AdminPaths paths) {
        this.names = names;
        this.authentication = authentication;
        this.paths = paths;
    }

    @Override
    public void handle(RoutingContext context) {
        SecurityHeaders.addTo(context.response());
        HttpServerRequest request = context.request();
        Optional<Authority> host = host(request);
        Optional<Refusal> refusal = host.isEmpty()
                ? Optional.of(new Refusal(
                        400, "Say once which host you mean: `Host: 127.0.0.1:9090`, and a path that begins with `/`."))
                : first(
                        () -> unreadable(context),
                        () -> otherSite(request, host.get()),
                        () -> foreignHost(request, host.get()),
                        () -> authentication.refusal(request, context.normalizedPath()),
                        () -> noSuchPath(context),
                        () -> Console.isPage(context.normalizedPath()) ? noForm(request) : noJson(request));
        refusal.ifPresentOrElse(why -> refuse(context, why), context::next);
    }

    private static void refuse(RoutingContext context, Refusal why) {
        if (Console.isForEyes(context)) {
            Console.refuse(context, why);
        } else {
            JsonAnswer.refuse(context, why);
        }
    }

    @SafeVarargs
    private static Optional<Refusal> first(Supplier<Optional<Refusal>>... checks) {
        return Stream.of(checks).map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** Empty unless there is exactly one, and nothing in the request line that would win over it. */
    private static Optional<Authority> host(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        return hosts.size() == 1 && request.uri().startsWith("/") ? Authority.parse(hosts.get(0)) : Optional.empty();
    }

    /** What Vert.x takes apart only when somebody asks for it. */
    private static Optional<Refusal> unreadable(RoutingContext context) {
        try {
            context.normalizedPath();
            context.queryParams();
            return Optional.empty();
        } catch (IllegalArgumentException | HttpException e) {
            return Optional.of(new Refusal(400, "The path cannot be read. Write `%` as %25."));
        }
    }

    /** Browsers tell where the page came from that sends a request, and no page can make them tell it wrong. */
    private Optional<Refusal> otherSite(HttpServerRequest request, Authority host) {
        boolean ours = request.headers().getAll("Origin").stream().allMatch(origin -> names.isOurs(origin, host))
                && FETCHED_FROM_HERE.containsAll(request.headers().getAll("Sec-Fetch-Site"));
        return ours
                ? Optional.empty()
                : Optional.of(new Refusal(
                        403,
                        "A page of another site may not talk to the hub. If this page is the hub's own behind a proxy, "
                                + "name its host in HUB_ADMIN_NAMES."));
    }

    /** Who shows the token is no page that was led here; the token itself is looked at next. */
    private Optional<Refusal> foreignHost(HttpServerRequest request, Authority host) {
        return names.isOurs(host) || authentication.isByToken(request)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        403,
                        "`%s` is no name of this hub. Use 127.0.0.1 or localhost, or name it in HUB_ADMIN_NAMES."
                                .formatted(host.host())));
    }

    /** The paths of the hub are there from now on. */
    void open() {
        open = true;
    }

    private Optional<Refusal> noSuchPath(RoutingContext context) {
        Set<String> methods = paths.methods(context.normalizedPath());
        if (methods.isEmpty() && !open) {
            return Optional.of(
                    new Refusal(503, "The hub is still starting. Try again in a moment.", Map.of("Retry-After", "2")));
        }
        if (methods.isEmpty()) {
            return Optional.of(new Refusal(404, "There is no such path here."));
        }
        return methods.contains(context.request().method().name())
                ? Optional.empty()
                : Optional.of(new Refusal(
                        405,
                        "This path takes %s only.".formatted(String.join(" and ", methods)),
                        Map.of("Allow", String.join(", ", methods))));
    }

    private static Optional<Refusal> noForm(HttpServerRequest request) {
        List<String> types = request.headers().getAll("Content-Type");
        boolean form = types.size() == 1 && FORM.matcher(types.get(0).strip()).matches();
        return form || !AdminAuthentication.isChange(request)
                ? Optional.empty()
                : Optional.of(new Refusal(415, "A page takes the form that it shows, and nothing else."));
    }

    private static Optional<Refusal> noJson(HttpServerRequest request) {
        List<String> types = request.headers().getAll("Content-Type");
        boolean json = types.size() == 1
                && JSON.matcher(types.get(0).strip()).matches()
                && request.headers().getAll("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase);
        return json || !AdminAuthentication.isChange(request)
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                415,
                                "Send JSON as it is, with `Content-Type: application/json`, also where nothing is to be said."));
    }
}
