package io.rootsocket.hub.console.html;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a page anew, as server-sent events, whenever something in it has changed other than that time goes by. Nothing is
 * looked at for who does not listen. Safe for threads.
 */
final class Live {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private static final String BEGIN = "<!--live-->";
    private static final String END = "<!--/live-->";
    private static final Pattern TIMES =
            Pattern.compile("<time [^>]*>[^<]*</time>|<!--clock-->.*?<!--/clock-->", Pattern.DOTALL);
    private static final long PERIOD_MILLIS = 2_000;
    /** What listens to nothing for long is closed, by the door and by proxies. */
    private static final int TICKS_OF_SILENCE = 7;

    private final HttpServerResponse response;
    private final RoutingContext context;
    private final Callable<String> page;
    private final BooleanSupplier may;
    private final Runnable ended;
    private final AtomicBoolean busy = new AtomicBoolean();
    private String last = "";
    private int silent;

    private Live(RoutingContext context, Callable<String> page, BooleanSupplier may, Runnable ended) {
        this.context = context;
        this.response = context.response();
        this.page = page;
        this.may = may;
        this.ended = ended;
    }

    /**
     * Answers with a stream of events.
     *
     * @param page writes it, and may hold its thread
     * @param may whether its visitor may see it still
     * @param ended told once, when nobody listens any more
     */
    static void stream(RoutingContext context, Callable<String> page, BooleanSupplier may, Runnable ended) {
        new Live(context, page, may, ended).start();
    }

    private void start() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").write("retry: 3000\n\n");
        long timer = context.vertx().setPeriodic(PERIOD_MILLIS, tick -> look());
        // The timer is there until one of these comes first.
        response.closeHandler(closed -> end(timer));
        response.endHandler(answered -> end(timer));
        response.exceptionHandler(gone -> end(timer));
    }

    private void end(long timer) {
        if (context.vertx().cancelTimer(timer)) {
            ended.run();
        }
    }

    private void look() {
        if (response.closed() || response.ended() || response.writeQueueFull() || !busy.compareAndSet(false, true)) {
            return;
        }
        if (!may.getAsBoolean()) {
            response.end();
            return;
        }
        context.vertx().executeBlocking(() -> between(page.call()), false).onComplete(looked -> {
            if (!response.closed() && !response.ended()) {
                if (looked.succeeded()) {
                    tell(looked.result());
                } else {
                    LOG.debug("{} could not be shown", context.normalizedPath(), looked.cause());
                    tell(last);
                }
            }
            busy.set(false);
        });
    }

    /** The part of a page that changes. */
    static String between(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.lastIndexOf(END);
        return begin < 0 || end < begin ? "" : page.substring(begin + BEGIN.length(), end);
    }

    private void tell(String now) {
        String seen = withoutTimes(now);
        if (!seen.equals(last) && !now.isEmpty()) {
            last = seen;
            silent = 0;
            response.write(
                    "event: page\n" + now.lines().map("data: %s\n"::formatted).collect(Collectors.joining()) + "\n");
        } else if (++silent >= TICKS_OF_SILENCE) {
            silent = 0;
            response.write(": still here\n\n");
        }
    }

    /** What is left the same while nothing happens. */
    static String withoutTimes(String part) {
        return TIMES.matcher(part).replaceAll("");
    }
}
