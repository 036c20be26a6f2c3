package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.QueueNames;
import java.util.List;

/** Keeps letters by the thousand, as only a test does. */
public final class ManyLetters {

    private ManyLetters() {}

    /** In one transaction. */
    public static void keep(DeadLetters deadLetters, List<DeadLetter> letters) {
        deadLetters.inSession(true, session -> {
            try (var producer = session.createProducer(session.createQueue(QueueNames.DEAD_LETTERS))) {
                for (DeadLetter letter : letters) {
                    producer.send(DeadLetterOnQueue.write(session, letter));
                }
            }
            session.commit();
            return letters;
        });
    }
}
