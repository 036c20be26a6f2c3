package io.rootsocket.hub.engine.routetest;

import java.util.Date;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;

/** The language Simple, in which {@code ${date:now}} is the test's time. */
final class VirtualSimple extends LanguageSupport {

    private static final String NOW = "HubTestNow";

    private final VirtualClock clock;
    private final SimpleLanguage simple = new SimpleLanguage();

    VirtualSimple(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        super.setCamelContext(camel);
        simple.setCamelContext(camel);
        simple.init();
    }

    @Override
    public Expression createExpression(String text) {
        return onTheClock(simple.createExpression(timed(text)));
    }

    @Override
    public Expression createExpression(String text, Object[] properties) {
        return onTheClock(simple.createExpression(timed(text), properties));
    }

    private Expression onTheClock(Expression expression) {
        return new ExpressionAdapter() {
            @Override
            public @Nullable Object evaluate(Exchange exchange) {
                tellTheTime(exchange);
                return expression.evaluate(exchange, Object.class);
            }

            @Override
            public void init(CamelContext camel) {
                super.init(camel);
                expression.init(camel);
            }
        };
    }

    @Override
    public Predicate createPredicate(String text) {
        return onTheClock(simple.createPredicate(timed(text)));
    }

    @Override
    public Predicate createPredicate(String text, Object[] properties) {
        return onTheClock(simple.createPredicate(timed(text), properties));
    }

    private Predicate onTheClock(Predicate predicate) {
        return new Predicate() {
            @Override
            public boolean matches(Exchange exchange) {
                tellTheTime(exchange);
                return predicate.matches(exchange);
            }

            @Override
            public void init(CamelContext camel) {
                predicate.init(camel);
            }
        };
    }

    private void tellTheTime(Exchange exchange) {
        exchange.setProperty(NOW, Date.from(clock.instant()));
    }

    private static String timed(String text) {
        return text.replace("${date:now", "${date:exchangeProperty." + NOW);
    }
}
