package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.console.api.InspectionAnswer.Exchange;
import io.rootsocket.hub.console.api.InspectionAnswer.Step;
import io.rootsocket.hub.console.api.MessageAnswer.Body;
import io.rootsocket.hub.text.Printable;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An exchange for a person's eyes: after each step what has changed by it.
 *
 * @param times how times are told
 */
record InspectionText(Times times) {

    void print(Exchange exchange, PrintWriter out) {
        out.printf("%s, %s%n", exchange.id(), times.told(exchange.at()));
        Map<String, String> headers = Map.of();
        @Nullable Body body = null;
        for (Step step : exchange.steps()) {
            out.printf("%n%s%n", title(step));
            step.failure().ifPresent(why -> out.printf("  failed: %s%n", Printable.line(why)));
            printHeaders(headers, step.headers(), out);
            if (!step.body().equals(body)) {
                printBody(step.body(), out);
            }
            headers = step.headers();
            body = step.body();
        }
        if (exchange.cut()) {
            out.printf("%nThere was more, which is not kept.%n");
        }
        if (!exchange.complete()) {
            out.printf("%nIts route is not done yet.%n");
        }
        out.println();
    }

    private static String title(Step step) {
        return step.label().isEmpty()
                ? "as it came"
                : "after " + Printable.line(step.label())
                        + step.place().map(" (%s)"::formatted).orElse("");
    }

    private static void printHeaders(Map<String, String> before, Map<String, String> now, PrintWriter out) {
        var names = new TreeSet<>(now.keySet());
        names.addAll(before.keySet());
        for (String name : names) {
            String value = now.get(name);
            if (value == null) {
                out.printf("  - %s%n", Printable.line(name));
            } else if (!Objects.equals(before.get(name), value)) {
                String mark = before.containsKey(name) ? "~" : "+";
                out.printf("  %s %s: %s%n", mark, Printable.line(name), Printable.line(value));
            }
        }
    }

    private static void printBody(Body body, PrintWriter out) {
        out.printf(
                "  body, %,d bytes%s%n",
                body.length(), body.whole() ? "" : ", not as it is: secrets or the end are left out");
        body.content().lines().map(Printable::marked).forEach(line -> out.println("    " + line));
    }
}
