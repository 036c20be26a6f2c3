package io.rootsocket.hub.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters of what a {@code resequence} holds back when its route stops. The sources of its messages have been told
 * that all is well, and Camel would forget them: it keeps them in memory, gives nobody a look at them, and lets no stop wait
 * for them.
 */
final class Resequenced implements InterceptStrategy {

    private static final String PROPERTY = "RootSocketHubHeldBack";

    private final KeepFailed keepFailed;

    Resequenced(KeepFailed keepFailed) {
        this.keepFailed = keepFailed;
    }

    /**
     * A message as it came to the step. The copy that waits there has it as a property, and nothing else holds it for long:
     * what the step drops, as one of two with the same number, is forgotten with the copy.
     */
    private static final class Held {

        private final Exchange message;
        private final AtomicBoolean taken = new AtomicBoolean();

        private Held(Exchange message) {
            this.message = message;
        }

        /** Only one goes on with it: the route, or who makes a dead letter of it. */
        private boolean take() {
            return taken.compareAndSet(false, true);
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        if (step instanceof ResequenceDefinition) {
            return new Step(target);
        }
        return step.getParent() instanceof ResequenceDefinition resequence
                        && resequence.getOutputs().get(0) == step
                ? new First(target)
                : AsyncProcessorConverterHelper.convert(target);
    }

    /** The step itself. */
    private final class Step extends DelegateAsyncProcessor {

        private final Set<Held> waiting = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

        private Step(Processor resequence) {
            super(resequence);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            // Its file stays until the copy is through, and so is read again.
            if (UntouchedFiles.isAwaited(exchange)) {
                return super.process(exchange, done);
            }
            var held = new Held(ExchangeHelper.createCopy(exchange, true));
            waiting.add(held);
            exchange.setProperty(PROPERTY, held);
            return super.process(exchange, sync -> {
                exchange.removeProperty(PROPERTY);
                if (exchange.isFailed()) {
                    held.take();
                }
                done.done(sync);
            });
        }

        @Override
        protected void doStop() throws Exception {
            super.doStop();
            List<Held> left;
            synchronized (waiting) {
                left = new ArrayList<>(waiting);
                waiting.clear();
            }
            left.stream().filter(Held::take).map(held -> held.message).forEach(message -> {
                message.setException(new StoppedException("The route stopped before this had its turn. Replay it."));
                keepFailed.process(message);
            });
        }
    }

    /** What comes first behind it. */
    private static final class First extends DelegateAsyncProcessor {

        private First(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            var held = exchange.removeProperty(PROPERTY);
            if (held instanceof Held one && !one.take()) {
                // The route has stopped in between.
                exchange.setRouteStop(true);
                done.done(true);
                return true;
            }
            return super.process(exchange, done);
        }
    }
}
