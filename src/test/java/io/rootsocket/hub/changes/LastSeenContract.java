package io.rootsocket.hub.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of what was seen last promises. */
abstract class LastSeenContract {

    private static final Subject SUBJECT = new Subject("prices", "apple");

    /** One that has seen nothing yet. */
    abstract LastSeen seen();

    private void remember(LastSeen seen, Subject subject, String value) {
        seen.claim(subject, value).orElseThrow().remember(value, null);
    }

    @Test
    void knowsNothingAtFirst() {
        LastSeen seen = seen();

        assertThat(seen.look(SUBJECT)).isEqualTo(Sighting.NONE);
        assertThat(seen.knows("prices")).isFalse();
    }

    @Test
    void remembersTheLastValueWithItsNote() {
        LastSeen seen = seen();
        remember(seen, SUBJECT, "A");
        seen.claim(SUBJECT, "B").orElseThrow().remember("B", "etag");

        assertThat(seen.look(SUBJECT)).isEqualTo(new Sighting(Optional.of("B"), Optional.of("etag"), true, 2));
        assertThat(seen.knows("prices")).isTrue();
        assertThat(seen.look(new Subject("prices", "pear"))).isEqualTo(Sighting.NONE);
    }

    @Test
    void whatIsTakenCannotBeTakenUntilItIsGivenBack() {
        LastSeen seen = seen();
        var claim = seen.claim(SUBJECT, "A").orElseThrow();

        assertThat(seen.claim(SUBJECT, "A")).isEmpty();
        assertThat(seen.claim(new Subject("prices", "pear"), "A")).isPresent();

        claim.remember("A", null);
        assertThat(seen.claim(SUBJECT, "B")).isPresent();
    }

    @Test
    void whatWasLetGoIsNotCertainAndSoWhateverComesNextIsNews() {
        LastSeen seen = seen();
        remember(seen, SUBJECT, "A");
        seen.claim(SUBJECT, "B").orElseThrow().letGo();

        assertThat(seen.look(SUBJECT).isSame("A")).isFalse();
        assertThat(seen.look(SUBJECT).isFirst()).isFalse();
    }

    @Test
    void theSameChangeHasTheSameNumberAgainAndAnotherOneHasNot() {
        LastSeen seen = seen();
        remember(seen, SUBJECT, "A");
        seen.claim(SUBJECT, "B").orElseThrow().letGo();

        var again = seen.claim(SUBJECT, "B").orElseThrow();
        assertThat(again.before().changes()).isEqualTo(1);
        again.letGo();
        var other = seen.claim(SUBJECT, "A").orElseThrow();
        assertThat(other.before().changes()).isEqualTo(2);
        other.letGo();

        assertThat(seen.claim(SUBJECT, "B").orElseThrow().before().changes()).isEqualTo(3);
    }

    @Test
    void whatIsSeenAgainChangesItsNoteOnly() {
        LastSeen seen = seen();
        seen.claim(SUBJECT, "A").orElseThrow().remember("A", "old");

        seen.seenAgain(SUBJECT, "new");

        assertThat(seen.look(SUBJECT)).isEqualTo(new Sighting(Optional.of("A"), Optional.of("new"), true, 1));
    }

    @Test
    void forgetsWhatWasSeenLongestAgoButNotWhatIsTaken() {
        LastSeen seen = seen();
        var taken = seen.claim(new Subject("prices", "taken"), "A").orElseThrow();
        for (int i = 0; i < 5; i++) {
            remember(seen, new Subject("prices", "item" + i), "A");
        }
        remember(seen, new Subject("others", "item"), "A");

        seen.keepOnly("prices", 2);

        assertThat(seen.knows("others")).isTrue();
        assertThat(seen.look(new Subject("prices", "item0"))).isEqualTo(Sighting.NONE);
        assertThat(seen.look(new Subject("prices", "item4")).isSame("A")).isTrue();
        taken.remember("A", null);
        assertThat(seen.look(new Subject("prices", "taken")).isSame("A")).isTrue();
    }

    @Test
    void takesNamesOfAnyLengthAndKind() {
        LastSeen seen = seen();
        var odd = new Subject("n".repeat(1_000), "zero \0 and 😀 " + "x".repeat(1_000));

        remember(seen, odd, "A");

        assertThat(seen.look(odd).isSame("A")).isTrue();
    }
}
