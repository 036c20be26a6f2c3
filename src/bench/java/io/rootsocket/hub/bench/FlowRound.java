package io.rootsocket.hub.bench;

/**
 * One round of one contender. Latencies are in milliseconds.
 *
 * @param rate calls due in each second; 0: each caller called again once it had its answer
 * @param perSecond messages per second, from the first call until the service had the last message
 * @param cpu microseconds of the contender's processor time for each message
 * @param p50 to the answer
 * @param p99 to the answer
 * @param arrivedP50 from the call until the service had the message
 * @param arrivedP99 the same
 */
record FlowRound(
        int callers,
        int rate,
        double perSecond,
        double cpu,
        double p50,
        double p99,
        double arrivedP50,
        double arrivedP99) {

    /** @throws IllegalStateException if a call failed or a message is missing */
    static FlowRound of(Contender contender, LoadRound asked, JavaProcess load, AcceptingServer service)
            throws Exception {
        service.forget();
        var before = contender.processorTime();
        LoadResult result = LoadResult.of(load.ask(asked.line()));
        if (result.failed() > 0 || result.answered() == 0) {
            throw new IllegalStateException(
                    "%s failed %d of %d calls".formatted(contender.name(), result.failed(), result.answered()));
        }
        NotedArrivals arrived = service.awaitAll(result.answered());
        var cpu = contender.processorTime().minus(before);
        double nanos = Math.max(arrived.lastNanos(), result.endNanos()) - result.beginNanos();
        return new FlowRound(
                asked.callers(),
                asked.perSecond(),
                result.answered() / nanos * 1e9,
                cpu.toNanos() / 1e3 / result.answered(),
                result.p50() / 1e6,
                result.p99() / 1e6,
                arrived.p50() / 1e6,
                arrived.p99() / 1e6);
    }
}
