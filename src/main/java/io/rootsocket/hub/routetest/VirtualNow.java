package io.rootsocket.hub.routetest;

import java.util.Date;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The test's time for the functions {@code date} and {@code date-with-timezone} of Camel's languages. They ask the
 * machine's clock for {@code now} and {@code millis}, and offer nothing to set it by; so these words are read as the time
 * in a property of the exchange, which is set before each evaluation.
 */
final class VirtualNow {

    private static final String PROPERTY = "HubTestNow";

    /** What begins a function, its type if there is one, its name, which time it is about, offsets, and what follows. */
    private static final Pattern NOW =
            Pattern.compile("(\\$(?:simple)?\\{)((?:int|integer|long|boolean|string):)?(date(?:-with-timezone)?:)"
                    + "\\s*(now|millis)(\\s*(?:[+-][^:}]*)?)([:}])");

    private final VirtualClock clock;

    VirtualNow(VirtualClock clock) {
        this.clock = clock;
    }

    /** The same text, in which {@code now} is the property. */
    static String in(String text) {
        return NOW.matcher(text).replaceAll(found -> Matcher.quoteReplacement(asProperty(found)));
    }

    private static String asProperty(MatchResult found) {
        boolean milliseconds = found.group(4).equals("millis") && found.group(6).equals("}");
        String type = found.group(2) == null ? "" : found.group(2);
        return found.group(1)
                + (milliseconds ? "long:" : type)
                + found.group(3)
                + "exchangeProperty."
                + PROPERTY
                + found.group(5)
                + found.group(6);
    }

    Expression before(Expression expression) {
        return new ExpressionAdapter() {
            @Override
            public @Nullable Object evaluate(Exchange exchange) {
                tell(exchange);
                return expression.evaluate(exchange, Object.class);
            }

            @Override
            public void init(CamelContext camel) {
                super.init(camel);
                expression.init(camel);
            }
        };
    }

    Predicate before(Predicate predicate) {
        return new Predicate() {
            @Override
            public boolean matches(Exchange exchange) {
                tell(exchange);
                return predicate.matches(exchange);
            }

            @Override
            public void init(CamelContext camel) {
                predicate.init(camel);
            }
        };
    }

    private void tell(Exchange exchange) {
        exchange.setProperty(PROPERTY, Date.from(clock.instant()));
    }
}
