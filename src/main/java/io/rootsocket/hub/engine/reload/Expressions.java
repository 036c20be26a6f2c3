package io.rootsocket.hub.engine.reload;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.camel.CamelContext;
import org.apache.camel.jsonpath.JsonPathLanguage;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** Reads the expressions of a route that Camel itself reads only when a message comes. */
final class Expressions {

    private Expressions() {}

    /** A text that is not an expression of its language. */
    static final class NotOneException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String language;
        private final String text;

        NotOneException(String language, String text, Exception cause) {
            super(cause);
            this.language = language;
            this.text = text;
        }

        String language() {
            return language;
        }

        String text() {
            return text;
        }
    }

    static void requireReadable(CamelContext camel, RouteDefinition route) throws NotOneException {
        Deque<ProcessorDefinition<?>> open = new ArrayDeque<>(route.getOutputs());
        while (!open.isEmpty()) {
            ProcessorDefinition<?> step = open.pop();
            if (step instanceof ExpressionNode node && node.getExpression() != null) {
                requireReadable(camel, node.getExpression());
            }
            open.addAll(step.getOutputs());
        }
    }

    private static void requireReadable(CamelContext camel, ExpressionDefinition expression) throws NotOneException {
        String text = expression.getExpression();
        if ("jsonpath".equals(expression.getLanguage()) && text != null && !text.contains("${")) {
            try {
                if (camel.resolveLanguage("jsonpath") instanceof JsonPathLanguage jsonPath) {
                    jsonPath.validatePredicate(text);
                }
            } catch (RuntimeException e) {
                throw new NotOneException("JSONPath", text, e);
            }
        }
    }
}
