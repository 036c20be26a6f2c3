package io.rootsocket.hub.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.SelectorTranslator;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox asks of an Artemis broker beside sending and receiving, in the same way of an embedded and of an
 * external one: over its management queue. Only what is asked all the while, how much waits, an embedded one says directly.
 * Safe to share between threads.
 */
public final class BrokerManagement implements AutoCloseable {

    private static final String MANAGEMENT_QUEUE = "activemq.management";
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int PAGE = 1_000;
    private static final String VERSION = "version";
    private static final String NEEDED = "The outbox needs a running Artemis broker and a user that may manage it.";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SharedConnection connection;
    private final SessionPool sessions;
    private final Optional<EmbeddedBroker> embedded;

    /**
     * @param connections not pooled: a pool deletes the queue for an answer once more, by a session that another has by then
     * @param embedded the broker, if it is in this process
     */
    BrokerManagement(ConnectionFactory connections, Optional<EmbeddedBroker> embedded) {
        this.connection = new SharedConnection(connections);
        this.sessions = new SessionPool(connection, Session.AUTO_ACKNOWLEDGE);
        this.embedded = embedded;
    }

    /**
     * Sets rules for the addresses that match a pattern.
     *
     * @param rules Artemis' own names of address settings
     * @throws BrokerException if the broker cannot be reached, or does not let this user manage it
     */
    public void rule(String pattern, Map<String, Object> rules) {
        ask("addAddressSettings", pattern, JSON.valueToTree(rules).toString());
    }

    /**
     * How many messages each queue holds whose name begins with a prefix; those that hold none are left out.
     *
     * @throws BrokerException if the broker cannot be reached, or does not let this user manage it
     */
    public Map<String, Long> depths(String prefix) {
        return embedded.isPresent() ? depths(embedded.get(), prefix) : askForDepths(prefix);
    }

    private static Map<String, Long> depths(EmbeddedBroker broker, String prefix) {
        Map<String, Long> depths = new LinkedHashMap<>();
        for (Queue queue : broker.queues(prefix)) {
            long depth = depth(queue);
            if (depth > 0) {
                depths.put(queue.getName().toString(), depth);
            }
        }
        return depths;
    }

    private static long depth(Queue queue) {
        long depth = queue.getMessageCount();
        if (depth > 0) {
            return depth;
        }
        try {
            EmbeddedBroker.enterWhatHasCome(queue);
        } catch (Exception e) {
            throw new BrokerException("The queue %s cannot be looked at".formatted(queue.getName()), e);
        }
        return queue.getMessageCount();
    }

    private Map<String, Long> askForDepths(String prefix) {
        String wanted = JSON.valueToTree(Map.of(
                        "searchFilters",
                        List.of(
                                Map.of("field", "name", "operation", "CONTAINS", "value", prefix),
                                Map.of("field", "messageCount", "operation", "GREATER_THAN", "value", "0"))))
                .toString();
        Map<String, Long> depths = new LinkedHashMap<>();
        for (int page = 1; ; page++) {
            JsonNode answer = ask("listQueues", wanted, page, PAGE);
            for (JsonNode queue : answer.path("data")) {
                String name = queue.path("name").asText();
                // A queue of that name at another address gets what is meant for somebody else.
                if (name.startsWith(prefix) && name.equals(queue.path("address").asText())) {
                    depths.put(name, queue.path("messageCount").asLong());
                }
            }
            if (page * PAGE >= answer.path("count").asInt()) {
                return depths;
            }
        }
    }

    /**
     * How many bytes a queue keeps on disk; 0 if it holds nothing.
     *
     * @throws BrokerException if the broker cannot be reached, or does not let this user manage it
     */
    public long bytes(String queue) {
        if (!depths(queue).containsKey(queue)) {
            return 0;
        }
        return ask(
                        "persistentSize",
                        question -> JMSManagementHelper.putAttribute(
                                question, ResourceNames.QUEUE + queue, "persistentSize"))
                .asLong();
    }

    /**
     * How many messages of a queue a selector lets through, as the broker itself counts them: it looks at each. Those that
     * somebody has taken and not acknowledged are not among them.
     *
     * @param selector which messages; null: all
     * @throws BrokerException if the broker cannot be reached, or does not let this user manage it
     */
    long count(String queue, @Nullable String selector) {
        if (embedded.isPresent() && !depths(queue).containsKey(queue)) {
            return 0;
        }
        // Without a filter it answers with a number that it keeps, which has those in it that are taken.
        String filter = SelectorTranslator.convertToActiveMQFilterString(selector == null ? "1 = 1" : selector);
        try {
            enterWhatHasCome(queue);
            return ask(
                            "countMessages",
                            question -> JMSManagementHelper.putOperationInvocation(
                                    question, ResourceNames.QUEUE + queue, "countMessages", filter))
                    .asLong();
        } catch (BrokerException e) {
            if (depths(queue).containsKey(queue)) {
                throw e;
            }
            return 0;
        }
    }

    /**
     * How many messages of a queue have each value of a property, as the broker itself counts them: it looks at each.
     *
     * @throws BrokerException if the broker cannot be reached, or does not let this user manage it
     */
    public Map<String, Long> counts(String queue, String property) {
        if (!depths(queue).containsKey(queue)) {
            return Map.of();
        }
        enterWhatHasCome(queue);
        JsonNode answer = ask(
                "countMessages",
                question -> JMSManagementHelper.putOperationInvocation(
                        question, ResourceNames.QUEUE + queue, "countMessages", "1 = 1", property));
        Map<String, Long> counts = new LinkedHashMap<>();
        answer.properties()
                .forEach(value -> counts.put(value.getKey(), value.getValue().asLong()));
        return counts;
    }

    /** The broker would not look at what has just come. */
    private void enterWhatHasCome(String queue) {
        ask(
                "removeMessage",
                question -> JMSManagementHelper.putOperationInvocation(
                        question, ResourceNames.QUEUE + queue, "removeMessage", EmbeddedBroker.NO_MESSAGE));
    }

    private JsonNode ask(String operation, Object... parameters) {
        return ask(
                operation,
                question -> JMSManagementHelper.putOperationInvocation(
                        question, ResourceNames.BROKER, operation, parameters));
    }

    /** Writes what is asked into a message. */
    @FunctionalInterface
    private interface Question {
        void writeTo(Message message) throws Exception;
    }

    /** The broker has answered that it did not do it. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }

    private JsonNode ask(String operation, Question asked) {
        try {
            return understood(answer(asked));
        } catch (RefusedException e) {
            throw failed(operation, e, tooOld(operation).orElse(NEEDED));
        } catch (Exception e) {
            throw failed(operation, e, NEEDED);
        }
    }

    private @Nullable Message answer(Question asked) throws Exception {
        SessionPool.PooledSession open = sessions.take();
        Message answer;
        try {
            Session session = open.session();
            TemporaryQueue answers = session.createTemporaryQueue();
            Message question = session.createMessage();
            asked.writeTo(question);
            question.setJMSReplyTo(answers);
            try (MessageConsumer consumer = session.createConsumer(answers)) {
                open.producer().send(Broker.queue(MANAGEMENT_QUEUE), question);
                answer = consumer.receive(TIMEOUT_MILLIS);
            } finally {
                answers.delete();
            }
        } catch (Exception e) {
            sessions.drop(open);
            throw e;
        }
        sessions.giveBack(open);
        return answer;
    }

    private static BrokerException failed(String operation, Exception cause, String advice) {
        return new BrokerException(
                "The broker did not carry out %s: %s. %s".formatted(operation, cause.getMessage(), advice), cause);
    }

    /** An old broker refuses in words of its own, from which nobody could tell what to do. */
    private Optional<String> tooOld(String operation) {
        if (operation.equals(VERSION)) {
            return Optional.empty();
        }
        try {
            JsonNode version =
                    ask(VERSION, question -> JMSManagementHelper.putAttribute(question, ResourceNames.BROKER, VERSION));
            return BrokerVersion.tooOld(version.asText());
        } catch (BrokerException notSaid) {
            // It may be that this user may not ask; then the first refusal says more.
            return Optional.empty();
        }
    }

    private static JsonNode understood(@Nullable Message answer) throws Exception {
        if (answer == null) {
            throw new IllegalStateException("no answer came");
        }
        Object result = JMSManagementHelper.getResult(answer);
        if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
            throw new RefusedException(String.valueOf(result));
        }
        if (result instanceof Number number) {
            return LongNode.valueOf(number.longValue());
        }
        if (result instanceof String text) {
            return text.startsWith("{") ? JSON.readTree(text) : TextNode.valueOf(text);
        }
        return MissingNode.getInstance();
    }

    /** Safe twice. */
    @Override
    public void close() {
        connection.close();
    }
}
