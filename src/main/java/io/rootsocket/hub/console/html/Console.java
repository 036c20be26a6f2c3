package io.rootsocket.hub.console.html;

import freemarker.template.TemplateScalarModel;
import io.rootsocket.hub.console.html.Page.Act;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.trail.TrailUnavailableException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The pages of a running hub: a GET shows one, a POST of one of its forms does something and leads back to it. All of it
 * stands behind the guard of the admin door. Safe for threads.
 */
public final class Console {

    /** Who is not logged in yet may come here, and to {@link #ASSETS}. */
    public static final String LOGIN = "/login";

    public static final String ASSETS = "/assets/";

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final String LOGOUT = "/logout";
    private static final long LARGEST_FORM = 1_000_000;
    private static final int MAX_NOTICE = 1_000;
    /** So that there are always connections left for who asks, also from the command line. */
    private static final int MAX_LISTENING = 32;

    private static final long YEAR = 31_536_000;
    private static final Pattern BACK = Pattern.compile("/(?:[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            // Without it a browser says `Origin: null` when it sends a form, which any page could say.
            "Referrer-Policy",
            "same-origin");

    private final Hub hub;
    private final Visitors visitors;
    private final List<Page> pages;
    private final Clock clock;
    private final ZoneId zone;
    private final AtomicInteger listening = new AtomicInteger();
    private volatile @Nullable Frame frame;

    /** @param pages in the order of the navigation */
    public Console(Hub hub, Visitors visitors, List<Page> pages) {
        this.hub = hub;
        this.visitors = visitors;
        this.clock = hub.clock();
        this.zone = ZoneId.systemDefault();
        this.pages = List.copyOf(pages);
    }

    /** Whether a path is a page's or of what a page needs, and no program's. */
    public static boolean isPage(String path) {
        return !path.equals("/api")
                && !path.startsWith("/api/")
                && !path.equals("/observe")
                && !path.startsWith("/observe/");
    }

    /** Whether who asks is a person with a browser, and not a program. */
    public static boolean isForEyes(RoutingContext context) {
        return isPage(context.request().path())
                && context.request().headers().getAll("Accept").stream().anyMatch(types -> types.contains("text/html"));
    }

    /** Says on a page why a request goes no further; who is not logged in, is led to the login. */
    public static void refuse(RoutingContext context, Refusal why) {
        if (why.status() == 401 && context.request().method().name().equals("GET")) {
            redirect(
                    context,
                    LOGIN + "?to=" + URLEncoder.encode(context.request().uri(), StandardCharsets.UTF_8));
            return;
        }
        why.headers().forEach(context.response()::putHeader);
        if (why.status() == 503) {
            context.response().putHeader("Refresh", "2");
        }
        send(context, why.status(), write("refusal", "Refused", new Refused(why.status(), why.detail()), Map.of()));
    }

    private record Refused(int status, String detail) {}

    private static String write(String template, String title, Record model, Map<String, Object> more) {
        var values = new HashMap<String, Object>(more);
        values.put("title", title);
        values.put("page", model);
        values.put("assets", Assets.folder());
        return Templates.write(template, values, Instant.now(), ZoneId.systemDefault());
    }

    private static void send(RoutingContext context, int status, String page) {
        HEADERS.forEach(context.response()::putHeader);
        context.response().setStatusCode(status).end(page);
    }

    private static void redirect(RoutingContext context, String to) {
        context.response().setStatusCode(303).putHeader("Location", to).end();
    }

    /** Adds what each page needs to the door, so that a hub that is still starting can say so on one. */
    public static void mountAssets(Router router) {
        router.get(Assets.PATH)
                .handler(context -> answer(
                        context,
                        () -> Assets.send(
                                context.response(), context.pathParam("version"), context.pathParam("name"))));
    }

    /** Adds its paths to the door. */
    public void mount(Router router) {
        router.get(LOGIN).handler(context -> answer(context, () -> showLogin(context, 200, "")));
        post(router, LOGIN, this::login);
        post(router, LOGOUT, proved(context -> {
            visitors.leave(context);
            redirect(context, visitors.askForToken() ? LOGIN : "/");
        }));
        for (Page page : pages) {
            router.get(page.path()).handler(context -> show(page, context));
            for (Act act : page.acts()) {
                post(router, act.path(), proved(context -> perform(act, context)));
            }
        }
    }

    /** What answers a request; may hold its thread. */
    private interface Answer {
        void give(RoutingContext context) throws Exception;
    }

    private void post(Router router, String path, Answer answer) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .blockingHandler(context -> answer(context, () -> answer.give(context)), false);
    }

    private Answer proved(Answer answer) {
        return context -> {
            String given = Optional.ofNullable(context.request().getFormAttribute("csrf"))
                    .orElse("");
            if (visitors.provedBy(given, context)) {
                answer.give(context);
            } else {
                refuse(
                        context,
                        new Refusal(
                                403,
                                "This page is of a session that has ended. Go back, load it anew, and try again."));
            }
        };
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void answer(RoutingContext context, Step step) {
        try {
            answerOrRefuse(context, step);
        } catch (RuntimeException | Error e) {
            // Not even the page that says so: without this nobody would ever be answered.
            context.fail(500, e);
        }
    }

    private static void answerOrRefuse(RoutingContext context, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            refuse(context, refusal(context, e));
        }
    }

    private static Refusal refusal(RoutingContext context, Exception e) {
        String why = String.valueOf(e.getMessage());
        if (e instanceof IllegalArgumentException) {
            return new Refusal(400, why);
        }
        if (e instanceof NoSuchElementException) {
            return new Refusal(404, why);
        }
        if (e instanceof TrailUnavailableException) {
            return new Refusal(503, why);
        }
        if (e instanceof DataAccessException) {
            LOG.debug("{} failed", context.normalizedPath(), e);
            return new Refusal(503, "The database does not answer now. This page tries again by itself.");
        }
        LOG.error("{} failed", context.normalizedPath(), e);
        return new Refusal(500, "The hub could not do this. Its log says why.");
    }

    private void show(Page page, RoutingContext context) {
        if (context.request().headers().contains("Accept", "text/event-stream", false)) {
            if (listening.incrementAndGet() > MAX_LISTENING) {
                listening.decrementAndGet();
                refuse(context, new Refusal(503, "Many look at pages already. This one does not change by itself."));
                return;
            }
            boolean bySession =
                    visitors.askForToken() && !context.request().headers().contains("Authorization");
            Live.stream(
                    context,
                    () -> written(page, context),
                    () -> !bySession || visitors.haveSession(context.request()),
                    listening::decrementAndGet);
            return;
        }
        context.vertx()
                .executeBlocking(() -> written(page, context), false)
                .onComplete(written -> answer(context, () -> {
                    if (written.failed()) {
                        throw written.cause() instanceof Exception e ? e : new IllegalStateException(written.cause());
                    }
                    send(context, 200, written.result());
                }));
    }

    private String written(Page page, RoutingContext context) throws Exception {
        var request =
                new PageRequest(context, clock.instant(), context.response().headWritten(), zone);
        View view = page.show(request);
        var values = new HashMap<String, Object>();
        values.put("title", view.title());
        values.put("page", view.model());
        values.put(
                "command",
                view.command().isEmpty() ? "" : System.getProperty("hub.command", "./hub") + " " + view.command());
        values.put("here", page.path());
        values.put("address", request.address());
        values.put("navigation", navigation());
        values.put("assets", Assets.folder());
        values.put("hub", frame());
        values.put("csrf", (TemplateScalarModel) () -> visitors.csrfToken(context));
        values.put("by", cookie(context, "by").orElse(""));
        values.put("notice", context.response().headWritten() ? Optional.empty() : notice(context));
        return Templates.write(view.template(), values, request.now(), zone);
    }

    /** What each page says of the hub that it is of. */
    private record Frame(String version, boolean sandbox, boolean dryRun, boolean asksForToken) {}

    /** Looked up with the first page, as nothing of it changes. */
    private Frame frame() {
        Frame known = frame;
        if (known == null) {
            HubStatus status = hub.status();
            known = new Frame(
                    status.version(),
                    status.rootSocket().sandbox(),
                    status.rootSocket().dryRun(),
                    visitors.askForToken());
            frame = known;
        }
        return known;
    }

    private record Link(String path, String name) {}

    private List<Link> navigation() {
        return pages.stream()
                .flatMap(page -> page.name().map(name -> new Link(page.path(), name)).stream())
                .toList();
    }

    private record Notice(boolean bad, String text) {}

    /** What the act before has come to; said once. */
    private Optional<Notice> notice(RoutingContext context) {
        Optional<String> said = cookie(context, "notice");
        said.ifPresent(text -> remember(context, "notice", "", 0));
        return said.filter(text -> !text.isEmpty()).map(text -> new Notice(text.charAt(0) == '!', text.substring(1)));
    }

    private void perform(Act act, RoutingContext context) {
        var form = new Form(context.request().formAttributes());
        try {
            form.text("by").ifPresent(by -> remember(context, "by", form.by(), YEAR));
            String done = act.deed().perform(new PageRequest(context, clock.instant(), false, zone), form);
            remember(context, "notice", "+" + done, 60);
        } catch (IllegalArgumentException | NoSuchElementException | IllegalStateException e) {
            remember(context, "notice", "!" + e.getMessage(), 60);
        } catch (Exception e) {
            LOG.error("{} failed", context.normalizedPath(), e);
            remember(context, "notice", "!The hub could not do this. Its log says why.", 60);
        }
        redirect(
                context,
                form.text("back").filter(to -> BACK.matcher(to).matches()).orElse("/"));
    }

    private Optional<String> cookie(RoutingContext context, String name) {
        return context.request().cookies(visitors.cookieName() + "-" + name).stream()
                .findFirst()
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .flatMap(Console::decoded);
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private void remember(RoutingContext context, String name, String value, long seconds) {
        String kept = value.length() > MAX_NOTICE ? value.substring(0, MAX_NOTICE) + "…" : value;
        context.response()
                .addCookie(Cookie.cookie(
                                visitors.cookieName() + "-" + name,
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(kept.getBytes(StandardCharsets.UTF_8)))
                        .setPath("/")
                        .setMaxAge(seconds)
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT));
    }

    private record Login(String to, String problem) {}

    private void showLogin(RoutingContext context, int status, String problem) {
        String to = Optional.ofNullable(context.request().getParam("to"))
                .filter(path -> BACK.matcher(path).matches())
                .orElse("/");
        if (!visitors.askForToken()) {
            redirect(context, to);
            return;
        }
        send(context, status, write("login", "Log in", new Login(to, problem), Map.of()));
    }

    private void login(RoutingContext context) {
        String token =
                Optional.ofNullable(context.request().getFormAttribute("token")).orElse("");
        Optional<Refusal> refusal = visitors.enter(context, token.strip());
        if (refusal.isPresent()) {
            refusal.get().headers().forEach(context.response()::putHeader);
            showLogin(context, refusal.get().status(), refusal.get().detail());
        } else {
            redirect(
                    context,
                    Optional.ofNullable(context.request().getFormAttribute("to"))
                            .filter(to -> BACK.matcher(to).matches())
                            .orElse("/"));
        }
    }
}
