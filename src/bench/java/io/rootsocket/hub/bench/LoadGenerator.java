package io.rootsocket.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of a webhook, in a process and on a thread of their own, each with a connection that it keeps. Either each calls
 * again as soon as it has its answer, which finds out how many messages there can be; or they call at a fixed rate, whether
 * or not there are answers, and then the time of an answer counts from when the call was due: what waits because others are
 * slow is not left out.
 */
final class LoadGenerator {

    private static final long TICK = 1_000_000;
    private static final long NAP = 100_000;

    private final Selector selector = Selector.open();
    private final List<LoadCaller> callers = new ArrayList<>();
    private final Deque<LoadCaller> idle = new ArrayDeque<>();
    /** When the calls were due that found nobody to make them yet. */
    private final Deque<Long> due = new ArrayDeque<>();

    private long[] latencies = new long[1 << 16];
    private int answered;
    private int failed;
    private int sent;

    private LoadGenerator(List<URI> urls, int callers) throws IOException {
        for (int i = 0; i < callers; i++) {
            URI url = urls.get(i % urls.size());
            var caller =
                    new LoadCaller(new InetSocketAddress(url.getHost(), url.getPort()), url.getPath() + "?lane=" + i);
            caller.register(selector);
            this.callers.add(caller);
            idle.add(caller);
        }
    }

    /** Reads a {@link LoadRound} from each line, and prints what came of it. */
    public static void main(String[] args) throws IOException {
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            LoadRound round = LoadRound.of(line);
            var load = new LoadGenerator(round.urls(), round.callers());
            System.out.println(load.run(round).line());
            load.close();
        }
    }

    private LoadResult run(LoadRound round) throws IOException {
        long begin = System.nanoTime();
        long end = begin + round.length().toNanos();
        if (round.perSecond() == 0) {
            closed(end);
        } else {
            open(begin, end, round.perSecond());
        }
        while (idle.size() < callers.size() || !due.isEmpty()) {
            makeThoseDue();
            selector.select(1_000);
            idle.addAll(answered());
        }
        var latency = Latencies.of(Arrays.copyOf(latencies, answered));
        return new LoadResult(answered, failed, begin, System.nanoTime(), latency.p50(), latency.p99());
    }

    private void closed(long end) throws IOException {
        while (System.nanoTime() < end) {
            while (!idle.isEmpty()) {
                idle.remove().send(sent++, System.nanoTime());
            }
            selector.select(1_000);
            idle.addAll(answered());
        }
    }

    /** In each thousandth of a second those that are due in it. */
    private void open(long begin, long end, int perSecond) throws IOException {
        long next = begin;
        for (long now = begin; now < end; now = System.nanoTime()) {
            for (; next <= now; next += TICK) {
                long inAll = ((next - begin) / TICK + 1) * perSecond / 1_000;
                while (sent + due.size() < inAll) {
                    due.add(next);
                }
            }
            makeThoseDue();
            if (selector.selectNow() == 0) {
                LockSupport.parkNanos(NAP);
            }
            idle.addAll(answered());
        }
    }

    private void makeThoseDue() throws IOException {
        while (!due.isEmpty() && !idle.isEmpty()) {
            idle.remove().send(sent++, due.remove());
        }
    }

    /** Those who have their whole answer now. */
    private List<LoadCaller> answered() throws IOException {
        List<LoadCaller> done = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
            var caller = (LoadCaller) key.attachment();
            if (caller.read()) {
                note(caller);
                done.add(caller);
            }
        }
        selector.selectedKeys().clear();
        return done;
    }

    private void note(LoadCaller caller) {
        if (answered == latencies.length) {
            latencies = Arrays.copyOf(latencies, answered * 2);
        }
        latencies[answered++] = System.nanoTime() - caller.due();
        if (!caller.succeeded()) {
            failed++;
        }
    }

    private void close() throws IOException {
        for (LoadCaller caller : callers) {
            caller.close();
        }
        selector.close();
    }
}
