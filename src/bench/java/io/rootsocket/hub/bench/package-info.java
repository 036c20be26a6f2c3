/**
 * Benchmarks. Start at {@link io.rootsocket.hub.bench.DeliveryBenchmark} and {@link io.rootsocket.hub.bench.DurableBenchmark}; run with {@code mvn -Pbench verify -DskipTests}.
 */
@NullMarked
package io.rootsocket.hub.bench;

import org.jspecify.annotations.NullMarked;
