package io.rootsocket.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.console.Sessions.Session;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Sessions sessions = new Sessions(nanoTime::get);

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void hasSecretsThatNobodyGuesses() {
        Session one = sessions.begin();
        Session other = sessions.begin();

        assertThat(one.id()).hasSize(43).isNotEqualTo(other.id()).isNotEqualTo(one.csrfToken());
        assertThat(one.csrfToken()).hasSize(43).isNotEqualTo(other.csrfToken());
        assertThat(one.toString()).doesNotContain(one.id(), one.csrfToken());
    }

    @Test
    void findsASessionWhileItIsUsed() {
        Session begun = sessions.begin();
        for (int i = 0; i < 11; i++) {
            pass(Duration.ofMinutes(59));
            assertThat(sessions.find(begun.id())).isPresent();
        }

        assertThat(sessions.find(begun.id()).orElseThrow().left())
                .isEqualTo(Duration.ofHours(12).minus(Duration.ofMinutes(11 * 59)));
    }

    @Test
    void forgetsASessionThatIsNotUsed() {
        Session begun = sessions.begin();

        pass(Duration.ofMinutes(61));

        assertThat(sessions.find(begun.id())).isEmpty();
    }

    @Test
    void keepsNoSessionAliveByLookingAtIt() {
        Session begun = sessions.begin();
        for (int i = 0; i < 2; i++) {
            pass(Duration.ofMinutes(30));
            assertThat(sessions.look(begun.id()).map(Session::csrfToken)).contains(begun.csrfToken());
        }

        pass(Duration.ofMinutes(1));

        assertThat(sessions.look(begun.id())).isEmpty();
        assertThat(sessions.find(begun.id())).isEmpty();
    }

    @Test
    void endsEachSessionAfterHalfADay() {
        Session begun = sessions.begin();
        for (int i = 0; i < 24; i++) {
            pass(Duration.ofMinutes(30));
            sessions.find(begun.id());
        }

        pass(Duration.ofSeconds(1));

        assertThat(sessions.find(begun.id())).isEmpty();
    }

    @Test
    void endsASessionAtItsLogout() {
        Session begun = sessions.begin();

        sessions.end(begun.id());

        assertThat(sessions.find(begun.id())).isEmpty();
    }

    @Test
    void keepsThoseThatAreUsedWhenThereAreTooMany() {
        Session first = sessions.begin();
        Session unused = sessions.begin();
        for (int i = 2; i < Sessions.MAX_SESSIONS; i++) {
            sessions.begin();
        }
        sessions.find(first.id());

        sessions.begin();

        assertThat(sessions.find(first.id())).isPresent();
        assertThat(sessions.find(unused.id())).isEmpty();
    }
}
