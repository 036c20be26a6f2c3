package io.rootsocket.hub.sandbox;

import java.util.List;
import java.util.concurrent.Flow;

/** Collects the lines of an answer that does not end. */
final class Lines implements Flow.Subscriber<String> {

    private final List<String> lines;

    Lines(List<String> lines) {
        this.lines = lines;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
