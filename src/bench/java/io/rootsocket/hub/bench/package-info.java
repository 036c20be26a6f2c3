/**
 * Benchmarks. Start at {@link io.rootsocket.hub.bench.DeliveryBenchmark}; run with {@code mvn -Pbench verify -DskipTests}.
 */
@NullMarked
package io.rootsocket.hub.bench;

import org.jspecify.annotations.NullMarked;
