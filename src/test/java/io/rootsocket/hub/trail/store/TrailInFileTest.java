package io.rootsocket.hub.trail.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.trail.TrailFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a file of its own. */
class TrailInFileTest extends TrailContract {

    @Override
    Optional<DataSource> shared() {
        return Optional.empty();
    }

    /** Everything that the trail has in its folder. */
    @Override
    long bytesOnDisk() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsDamagedIsSetAsideAndItGoesOn(Damage damage) throws Exception {
        for (int number = 0; number < 50; number++) {
            Events.delivered(number).forEach(trail::record);
        }
        trail.close();
        damage.to(folder.resolve("trail.mv.db"));

        trail = open(folder);
        trail.record(Events.arrived(100));
        trail.drain();
        trail.drain();
        trail.record(Events.arrived(101));
        trail.drain();

        assertThat(ids(TrailFilter.ALL)).contains(Events.id(100), Events.id(101));
        assertThat(trail.status().waiting()).isZero();
    }

    /** What may have become of a file. */
    enum Damage {
        CUT_TO_NOTHING {
            @Override
            void to(Path file) throws IOException {
                Files.write(file, new byte[0]);
            }
        },
        CUT_IN_HALF {
            @Override
            void to(Path file) throws IOException {
                byte[] all = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(all, all.length / 2));
            }
        },
        NONSENSE {
            @Override
            void to(Path file) throws IOException {
                byte[] all = new byte[(int) Files.size(file)];
                new Random(7).nextBytes(all);
                Files.write(file, all);
            }
        },
        NONSENSE_BEHIND_THE_HEADERS {
            @Override
            void to(Path file) throws IOException {
                byte[] all = Files.readAllBytes(file);
                byte[] nonsense = new byte[all.length - 8192];
                new Random(7).nextBytes(nonsense);
                System.arraycopy(nonsense, 0, all, 8192, nonsense.length);
                Files.write(file, all);
            }
        };

        abstract void to(Path file) throws IOException;
    }
}
