package io.rootsocket.hub.trail.capture;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.jspecify.annotations.Nullable;

/** Times the steps that a person has written. What it tells of one is put together when its route is made. */
record TimedSteps(PlaceNames places) implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor nextTarget) {
        Optional<StepPoint> point = StepPoint.of(step, places);
        // Camel warns of an interceptor that gives back a step as it was made.
        return point.isPresent() ? new TimedStep(target, point.get()) : AsyncProcessorConverterHelper.convert(target);
    }
}
