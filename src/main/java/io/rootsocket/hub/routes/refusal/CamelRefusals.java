package io.rootsocket.hub.routes.refusal;

import io.rootsocket.hub.schedule.ScheduledEndpoint;
import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.NoSuchBeanTypeException;
import org.apache.camel.NoTypeConversionAvailableException;

/** Says to a person why Camel would not create something: what it writes is for who knows Camel from the inside. */
final class CamelRefusals {

    /** How a kind of message of Camel's is said to a person. */
    private record Rule(Pattern said, Telling telling) {}

    private interface Telling {
        Explanation tell(Matcher said, String step, LiveNames names);
    }

    private static final String EXPRESSION = "Give it one, such as `simple: …` or `constant: …`.";

    private static final Pattern EXPRESSION_IS_MISSING = Pattern.compile("Unsupported definition: null"
            + "|ExpressionDefinition.getExpressionType|[Ee]xpression must be|no script code"
            + "|ExpressionSubElementDefinition");

    private static final List<Rule> RULES = List.of(
            rule(
                    "No endpoint could be found for: ([^:]+):",
                    (said, step, names) -> MissingName.notOnBoard(
                            NotOnBoard.component(names.camel(), said.group(1)),
                            said.group(1),
                            // The one component that a file never names.
                            said.group(1).equals("rest-openapi") ? "openApi" : said.group(1))),
            rule(
                    "No endpoint could be found for: \\{\\{\\?([^}]+)}}",
                    (said, step, names) -> new Explanation(
                            "The setting `%s` is not set, and without it there is no endpoint."
                                    .formatted(said.group(1)),
                            Optional.of("Set it, or give it a default: {{%s:…}}.".formatted(said.group(1))),
                            List.of(said.group(1)))),
            rule(
                    "Failed to resolve endpoint: ([^?\\s]+)(?:\\?\\S*)? due to: There are \\d+ parameters that couldn't be set"
                            + ".* Unknown parameters=\\[\\{([^=]+)=",
                    (said, step, names) -> new Explanation(
                            "Unknown option `%s` on `%s`."
                                    .formatted(said.group(2), said.group(1).replace("://", ":")),
                            Optional.of("Correct its name, or leave it out."),
                            List.of(said.group(2)))),
            rule(
                    "Data format '(.+)' could not be created|Cannot find data format with name: (\\S+)",
                    (said, step, names) ->
                            MissingName.notOnBoard(NotOnBoard.dataFormat(names.camel(), either(said)), either(said))),
            rule(
                    "No language could be found for: (\\S+)",
                    (said, step, names) ->
                            MissingName.notOnBoard(NotOnBoard.language(names.camel(), said.group(1)), said.group(1))),
            rule(
                    "No bean could be found in the registry for: (\\S+)(?: of type: ([\\w.$]+))?",
                    (said, step, names) ->
                            MissingName.noBean(said.group(1), Optional.ofNullable(said.group(2)), names)),
            rule(
                    "Cannot find (AggregationStrategy in Registry|data format in registry|expression or predicate in registry)"
                            + " with (?:name|ref): (\\S+)",
                    (said, step, names) -> MissingName.noBean(said.group(2), Optional.empty(), names)),
            rule(
                    "ExecutorServiceRef #?(\\S+) not found",
                    (said, step, names) -> new Explanation(
                            "There is no thread pool `%s`.".formatted(said.group(1)),
                            Optional.of("Declare it under `beans`, or leave it out."),
                            List.of(said.group(1)))),
            rule(
                    "[Mm]ethod with name: (\\S+) not found on (?:bean: .* of type|class): (?:class )?([\\w.$]+)",
                    (said, step, names) -> new Explanation(
                            "`%s` has no method `%s`.".formatted(said.group(2), said.group(1)),
                            NearestWord.suggestion(said.group(1), names.methods(said.group(2)))
                                    .or(() -> Optional.of("Name one that is public.")),
                            List.of(said.group(1)))),
            rule(
                    "Cannot find a valid method with name: (\\S+) on bean type: (?:class )?([\\w.$]+)",
                    (said, step, names) -> new Explanation(
                            said.group(1).equals("null")
                                    ? "`%s` has no method that aggregates.".formatted(said.group(2))
                                    : "`%s` has no method `%s` that aggregates."
                                            .formatted(said.group(2), said.group(1)),
                            NearestWord.suggestion(said.group(1), names.methods(said.group(2)))
                                    .or(() -> Optional.of("Name one that is public, takes the old and the new body, and"
                                            + " returns what becomes of them.")),
                            List.of(said.group(1), "aggregationStrategy"))),
            rule(
                    "Cannot find RestApiProcessorFactory",
                    (said, step, names) -> new Explanation(
                            "`apiContextPath` needs camel-openapi-java, which is not on board.",
                            Optional.of("Put camel-openapi-java-%s.jar and what it needs into ext/, or leave it out."
                                    .formatted(names.camel().getVersion())),
                            List.of("apiContextPath"))),
            rule(
                    "Component (\\S+) is not a RestConsumerFactory",
                    (said, step, names) -> new Explanation(
                            "The component `%s` takes no requests of a `rest`.".formatted(said.group(1)),
                            Optional.of("Name `platform-http`, or leave out `component`."),
                            List.of(said.group(1)))),
            rule(
                    "([\\w.$]+)\\.<init>\\(",
                    (said, step, names) -> new Explanation(
                            "The class `%s` cannot be made without parameters.".formatted(said.group(1)),
                            Optional.of("Declare it under `beans`, with its `constructors`, and name that bean."),
                            List.of(said.group(1)))),
            rule(
                    "^Disable feature: (\\S+) cannot|^Enable feature: (\\S+) cannot",
                    (said, step, names) -> new Explanation(
                            "The data format has no feature `%s`.".formatted(either(said)),
                            Optional.of(
                                    "Correct its name: Jackson lists them as DeserializationFeature and SerializationFeature."),
                            List.of(either(said)))),
            rule(
                    "Only one of completionInterval or completionTimeout",
                    (said, step, names) -> new Explanation(
                            "`completionInterval` and `completionTimeout` cannot both be there.",
                            Optional.of("Keep one of them."),
                            List.of("completionInterval", "completionTimeout"))),
            rule(
                    "Optimistic locking cannot be enabled",
                    (said, step, names) -> new Explanation(
                            "`optimisticLocking` needs an aggregation repository that can lock, and this one cannot.",
                            Optional.of("Leave it out, or name another repository."),
                            List.of("optimisticLocking"))),
            rule("Cannot find class: (\\S+) in", (said, step, names) -> MissingName.noClass(said.group(1))),
            rule(
                    "Resource not found: .*?([\\w-]+)\\.kamelet\\.yaml",
                    (said, step, names) -> new Explanation(
                            "There is no kamelet `%s`.".formatted(said.group(1)),
                            Optional.of(
                                    "Put %s.kamelet.yaml into the folder kamelets, or the jar that has it into ext/."
                                            .formatted(said.group(1))),
                            List.of(said.group(1)))),
            rule(
                    "Cannot find resource: (?:\\w+:)?(\\S+) for URI|^(\\S+) does not exist$",
                    (said, step, names) -> new Explanation(
                            "There is no file `%s`.".formatted(either(said)),
                            Optional.of("Correct its name, or put it there."),
                            List.of(either(said)))),
            rule(
                    "Cannot find RouteTemplate with id (.+)",
                    (said, step, names) -> new Explanation(
                            "There is no route template `%s`.".formatted(said.group(1)),
                            NearestWord.suggestion(said.group(1), names.templates()),
                            List.of(said.group(1)))),
            rule(
                    "Route template (.+) the following mandatory parameters must be provided: (.+)",
                    (said, step, names) -> new Explanation(
                            "The template `%s` needs the parameters that are missing here: %s."
                                    .formatted(said.group(1), said.group(2)),
                            Optional.of("Give them under `parameters`."),
                            List.of(said.group(1)))),
            rule(
                    "There is no time zone `(.+)`",
                    (said, step, names) -> new Explanation(
                            said.group() + ".",
                            NearestWord.suggestion(said.group(1), ScheduledEndpoint.zones()),
                            List.of(said.group(1)))),
            rule(
                    "Duplicate id detected: ([^ ]+)\\.",
                    (said, step, names) -> new Explanation(
                            "The id `%s` is used twice in this route.".formatted(said.group(1)),
                            Optional.of("Give each step an id of its own, or none."),
                            List.of(said.group(1)),
                            true)),
            rule(
                    "Starting directory does not exist: (.+)",
                    (said, step, names) -> new Explanation(
                            "There is no folder `%s`.".formatted(said.group(1)),
                            Optional.of("Create it, or leave out `startingDirectoryMustExist`."),
                            List.of(said.group(1)))),
            rule(EXPRESSION_IS_MISSING.pattern(), (said, step, names) -> noExpression(step)),
            rule(
                    "^type must be specified$",
                    (said, step, names) -> new Explanation(
                            "%s names no data format.".formatted(step),
                            Optional.of("Write the format below it, such as `json: {}`."),
                            List.of())),
            rule(
                    "Property '(\\w+)' is required",
                    (said, step, names) -> new Explanation(
                            "The endpoint needs the option `%s`.".formatted(said.group(1)),
                            Optional.of("Set it, for a bean as `%1$s: \"#name\"`, with the bean under `beans`."
                                    .formatted(said.group(1))),
                            List.of())),
            rule(
                    "Definition has no children|has no output processors",
                    (said, step, names) -> new Explanation(
                            "%s has no steps.".formatted(step.isEmpty() ? "The route" : step),
                            Optional.of("Write at least one below `steps`."),
                            List.of())),
            rule(
                    "bean, ref or beanType must be provided",
                    (said, step, names) -> new Explanation(
                            "%s names no bean.".formatted(step), Optional.of("Add `ref` or `beanType`."), List.of())),
            rule(
                    "At least one Exception must be configured",
                    (said, step, names) -> new Explanation(
                            "`doCatch` names no exception.",
                            Optional.of("List the classes below `exception`, such as java.lang.Exception."),
                            List.of("doCatch"))),
            rule(
                    "exception/ref or exceptionClass",
                    (said, step, names) -> new Explanation(
                            "`throwException` names no exception.", Optional.of("Add `exceptionType`."), List.of())),
            rule(
                    "At least one of the completions options",
                    (said, step, names) -> new Explanation(
                            "`aggregate` never completes.",
                            Optional.of("Say when, such as with `completionSize` or `completionTimeout`."),
                            List.of("aggregate"))),
            rule(
                    "Loadbalacing with (\\d+) should match number of distributions (\\d+)",
                    (said, step, names) -> new Explanation(
                            "`distributionRatio` has %s parts for %s steps.".formatted(said.group(2), said.group(1)),
                            Optional.of("Write one number for each step."),
                            List.of("distributionRatio"))),
            rule(
                    "Unsupported field: (\\S+)",
                    (said, step, names) -> new Explanation(
                            "Unknown option `%s`.".formatted(said.group(1)),
                            Optional.of("Correct its name, or leave it out."),
                            List.of(said.group(1)))),
            rule(
                    "Unknown node id: (\\S+)",
                    (said, step, names) -> new Explanation(
                            "Unknown step `%s`.".formatted(said.group(1)),
                            Optional.of(withoutDashes(said.group(1))),
                            List.of(said.group(1)))),
            rule(
                    "^Error parsing \\[.*] from property (.+) as a (?:[\\w.]+\\.)?(\\w+)\\.?$",
                    (said, step, names) -> MissingName.notOfType(said.group(1), said.group(2))),
            rule(
                    "^Error parsing \\[(.*)] as a (?:[\\w.]+\\.)?(\\w+)\\.?$",
                    (said, step, names) -> MissingName.notOfType(said.group(1), said.group(2))),
            rule(
                    "^For input string: \"(\\{\\{.+}})\"",
                    (said, step, names) -> new Explanation(
                            "Camel takes no setting such as `%s` here, only a number.".formatted(said.group(1)),
                            Optional.of("Write the number itself."),
                            List.of(said.group(1)))),
            rule("^For input string: \"(.*)\"", (said, step, names) -> MissingName.notOfType(said.group(1), "Integer")),
            rule(
                    "There must be at least one header",
                    (said, step, names) -> new Explanation(
                            "`setHeaders` names no header.", Optional.of("List them below `headers`."), List.of())),
            rule(
                    "^(?:Either )?'?(\\w+)'?(?: or '?\\w+'?)? must be (?:specified|set|provided|configured)",
                    (said, step, names) -> new Explanation(
                            "`%s` is missing%s.".formatted(said.group(1), step.isEmpty() ? "" : " in " + step),
                            Optional.of("Add `%s: …`.".formatted(said.group(1))),
                            List.of())));

    private CamelRefusals() {}

    private static Rule rule(String said, Telling telling) {
        return new Rule(Pattern.compile(said), telling);
    }

    /** Empty if nothing better is known than what Camel says. */
    static Optional<Explanation> explained(Throwable root, String message, Optional<FailedStep> step, LiveNames names) {
        return byKind(root, message, step, names).or(() -> {
            String name = step.filter(
                            failed -> !EXPRESSION_IS_MISSING.matcher(message).find() || failed.takesExpression())
                    .map(FailedStep::shown)
                    .orElse("");
            return RULES.stream()
                    .map(rule -> Optional.of(rule.said().matcher(message))
                            .filter(Matcher::find)
                            .map(said -> rule.telling().tell(said, name, names)))
                    .flatMap(Optional::stream)
                    .findFirst();
        });
    }

    private static Optional<Explanation> byKind(
            Throwable root, String message, Optional<FailedStep> step, LiveNames names) {
        if (root instanceof ClassNotFoundException) {
            return Optional.of(MissingName.noClass(message));
        }
        if (root instanceof NoTypeConversionAvailableException converted && converted.getToType() == Class.class) {
            return Optional.of(MissingName.noClass(String.valueOf(converted.getValue())));
        }
        if (root instanceof NoSuchBeanTypeException) {
            return Optional.of(MissingName.noBeanOfType(message.replaceFirst(".*for: ", ""), step));
        }
        if (root instanceof java.nio.charset.UnsupportedCharsetException) {
            return Optional.of(new Explanation(
                    "There is no character set `%s`.".formatted(message),
                    NearestWord.suggestion(
                                    message,
                                    java.nio.charset.Charset.availableCharsets().keySet())
                            .or(() -> Optional.of("Write it like UTF-8.")),
                    List.of(message)));
        }
        if (step.filter(FailedStep::lacksBalancer).isPresent()) {
            return Optional.of(new Explanation(
                    "`loadBalance` names no balancer.",
                    Optional.of("Add one, such as `roundRobinLoadBalancer: {}`."),
                    List.of()));
        }
        return message.startsWith("type must be specified on")
                ? step.flatMap(FailedStep::targetClass).map(MissingName::noClass)
                : Optional.empty();
    }

    private static Explanation noExpression(String step) {
        if (step.isEmpty()) {
            return new Explanation(
                    "An expression is missing, such as that of `handled`.",
                    Optional.of(EXPRESSION),
                    List.of("handled", "continued", "retryWhile", "onWhen"));
        }
        String owner = step.equals("`choice`") ? "`when`" : step;
        return new Explanation(
                "%s has no expression.".formatted(owner), Optional.of(EXPRESSION), List.of(owner.replace("`", "")));
    }

    /** Of options Camel takes both spellings, and of steps only one. */
    private static String withoutDashes(String step) {
        String name = Pattern.compile("-(\\w)")
                .matcher(step)
                .replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
        return name.equals(step) ? "Correct its name." : "Write `%s`.".formatted(name);
    }

    private static String either(Matcher said) {
        return Stream.of(1, 2)
                .map(said::group)
                .filter(group -> group != null)
                .findFirst()
                .orElse("");
    }
}
