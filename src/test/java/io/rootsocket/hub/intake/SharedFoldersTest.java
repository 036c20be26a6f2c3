package io.rootsocket.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFoldersTest {

    private static final int FOLDERS = 1_000;

    @Test
    void aFolderIsMadeForBothWhoMakeItAtOnce(@TempDir Path inbox) throws Exception {
        ExecutorService makers = Executors.newFixedThreadPool(2);
        try (var camel = new DefaultCamelContext()) {
            var together = new CyclicBarrier(2);
            Callable<List<Boolean>> maker = () -> {
                var operations = new SharedFolders.Operations(
                        camel.getEndpoint("file:%s?synchronous=true".formatted(inbox), FileEndpoint.class));
                return IntStream.range(0, FOLDERS)
                        .mapToObj(i -> {
                            await(together);
                            return operations.buildDirectory(
                                    inbox.resolve("%d/done".formatted(i)).toString(), true);
                        })
                        .toList();
            };
            List<Future<List<Boolean>>> both =
                    Stream.of(maker, maker).map(makers::submit).toList();

            for (Future<List<Boolean>> one : both) {
                assertThat(one.get()).hasSize(FOLDERS).containsOnly(true);
            }
        } finally {
            makers.shutdownNow();
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
