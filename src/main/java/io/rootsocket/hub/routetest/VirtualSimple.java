package io.rootsocket.hub.routetest;

import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;

/** The language Simple, in which now is the test's time. */
final class VirtualSimple extends SimpleLanguage {

    private final VirtualNow now;

    VirtualSimple(VirtualClock clock) {
        this.now = new VirtualNow(clock);
    }

    @Override
    public Expression createExpression(String text) {
        return now.before(super.createExpression(VirtualNow.in(loadResource(text))));
    }

    @Override
    public Predicate createPredicate(String text) {
        return now.before(super.createPredicate(VirtualNow.in(loadResource(text))));
    }
}
