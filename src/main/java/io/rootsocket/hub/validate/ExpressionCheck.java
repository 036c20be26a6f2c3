package io.rootsocket.hub.validate;

import com.jayway.jsonpath.JsonPath;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.refusal.NotOnBoard;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.jsonpath.easypredicate.EasyPredicateParser;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;

/** Has Camel's languages parse each expression. */
final class ExpressionCheck {

    /** Languages whose text is a name, not something to parse. */
    private static final Set<String> NAMES =
            Set.of("constant", "ref", "method", "header", "variable", "exchangeProperty", "language", "tokenize");

    private final CamelContext camel;
    private final Placeholders placeholders;
    private final Findings findings;

    ExpressionCheck(CamelContext camel, Placeholders placeholders, Findings findings) {
        this.camel = camel;
        this.placeholders = placeholders;
        this.findings = findings;
    }

    void check(ExpressionUse use) {
        String text = placeholders.resolveIfKnown(use.text());
        if (NAMES.contains(use.language()) || text.contains("{{")) {
            return;
        }
        try {
            parse(use, text);
        } catch (NoSuchLanguageException e) {
            NotOnBoard missing = NotOnBoard.language(camel, use.language());
            findings.error(Rule.EXPRESSION, use.node(), missing.message(), missing.suggestion());
        } catch (RuntimeException e) {
            // Another file may declare the bean: what is missing is found when the route is created.
            if (ObjectHelper.getException(NoSuchBeanException.class, e) == null) {
                report(use, e);
            }
        }
    }

    private void parse(ExpressionUse use, String text) {
        if (use.language().equals("jsonpath") && !text.contains("${")) {
            // Camel's language parses it only for the first message.
            JsonPath.compile(use.predicate() ? new EasyPredicateParser().parse(text) : text);
            return;
        }
        Language language = camel.resolveLanguage(use.language());
        if (use.predicate()) {
            language.createPredicate(text).init(camel);
            return;
        }
        Expression expression = language.createExpression(text);
        expression.init(camel);
        if (use.language().equals("jq")) {
            requireKnownFunctions(expression);
        }
    }

    /** jq looks functions up only when it runs, so it runs on nothing. */
    private void requireKnownFunctions(Expression jq) {
        var exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody("null");
        try {
            jq.evaluate(exchange, Object.class);
        } catch (RuntimeException e) {
            if (whole(e).matches("(?s).*[Ff]unction .* (does not exist|is not defined).*")) {
                throw e;
            }
        }
    }

    private void report(ExpressionUse use, RuntimeException failure) {
        String why = whole(failure).lines().findFirst().orElse("").strip().replaceFirst("[.:]$", "");
        findings.errorIn(
                Rule.EXPRESSION,
                use.node(),
                wrongPart(use, failure),
                "`%s` is not an expression in %s: %s.".formatted(shortened(use.text()), use.language(), why),
                suggestion(use, why));
    }

    private static String wrongPart(ExpressionUse use, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SimpleIllegalSyntaxException simple
                    && simple.getIndex() > 0
                    && simple.getIndex() < use.text().length()) {
                return use.text().substring(simple.getIndex());
            }
        }
        return use.text();
    }

    private static Optional<String> suggestion(ExpressionUse use, String why) {
        if (!use.language().equals("simple")) {
            return Optional.empty();
        }
        if (why.startsWith("Unknown function: ")) {
            return SimpleWords.suggestion(why.substring("Unknown function: ".length()));
        }
        return use.text().contains("${") && !use.text().contains("}")
                ? Optional.of("Close it with `}`.")
                : Optional.empty();
    }

    private static String whole(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage() == null ? root : root.getMessage());
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
