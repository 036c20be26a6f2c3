package io.rootsocket.hub.routetest;

import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.FileLanguage;

/** The language File, which names files, in which now is the test's time. */
final class VirtualFile extends FileLanguage {

    private final VirtualNow now;

    VirtualFile(VirtualClock clock) {
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
