/**
 * Benchmarks. Start at {@link io.rootsocket.hub.bench.DeliveryBenchmark}, {@link
 * io.rootsocket.hub.bench.DurableBenchmark} or {@link io.rootsocket.hub.bench.ScheduleBenchmark}; CONTRIBUTING says how
 * to run them.
 */
@NullMarked
package io.rootsocket.hub.bench;

import org.jspecify.annotations.NullMarked;
