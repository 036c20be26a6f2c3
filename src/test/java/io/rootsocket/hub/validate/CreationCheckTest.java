package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel refuses when it creates a route is found, in a person's words; what it creates is taken. */
class CreationCheckTest {

    private static final RouteValidation VALIDATION = new RouteValidation(Clock.systemUTC());

    @AfterAll
    static void close() {
        VALIDATION.close();
    }

    /** A bean that must not be made by a check. */
    public static final class Counted {

        static final AtomicInteger MADE = new AtomicInteger();

        public Counted() {
            MADE.incrementAndGet();
        }

        public String greet() {
            return "hello";
        }
    }

    private static String step(String flow) {
        return """
                - route:
                    id: tried
                    from:
                      uri: direct:tried
                      steps:
                        - %s
                """.formatted(flow);
    }

    private static List<Finding> errors(String yaml) {
        return VALIDATION.check(List.of(new RouteSource(Path.of("tried.yaml"), yaml)), new Properties()).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /** Whether Camel alone creates the routes. */
    private static boolean isCreated(String yaml) {
        try (var camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.start();
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("file:tried.yaml", yaml));
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            process: {ref: nope}                                                | There is no bean `nope`.
            process: {ref: "#class:com.acme.Nope"}                              | There is no class `com.acme.Nope`.
            to: bean:nope?method=x                                              | There is no bean `nope`.
            to: class:com.acme.Nope                                             | There is no class `com.acme.Nope`.
            to: dataformat:zipFile:marshal                                      | camel-zipfile-4.
            to: "sql:select 1"                                                  | needs the option `dataSource`
            to: "https://example.org?sslContextParameters=#nope"                | There is no bean `nope`.
            to: "jms:queue:x?messageConverter=#class:com.acme.Nope"             | There is no class `com.acme.Nope`.
            to: xslt:nope.xsl                                                   | There is no file `nope.xsl`.
            marshal: {}                                                         | `marshal` names no data format.
            unmarshal: {zipFile: {}}                                            | `zipFile` is not on board. Put camel-zipfile-4.
            unmarshal: {json: {library: Gson}}                                  | `gson` is not on board. Put camel-gson-4.
            unmarshal: {json: {objectMapper: nope}}                             | There is no bean `nope`.
            unmarshal: {json: {collectionType: com.acme.Nope}}                  | There is no class `com.acme.Nope`.
            setBody: {}                                                         | `setBody` has no expression.
            setBody: {groovy: "1"}                                              | `groovy` is not on board. Put camel-groovy-4.
            setBody: {language: {language: groovy, expression: "1"}}            | `groovy` is not on board. Put camel-groovy-4.
            setBody: {language: {language: klingon, expression: "1"}}           | There is no language `klingon`.
            setBody: {ref: nope}                                                | There is no bean `nope`.
            setBody: {method: {beanType: java.util.Date, method: getTme}}       | Did you mean `getTime`?
            setBody: {simple: {expression: "${body}", resultType: com.acme.No}} | There is no class `com.acme.No`.
            setBody: {constant: "resource:classpath:nope.txt"}                  | There is no file `nope.txt`.
            setHeaders: {}                                                      | `setHeaders` names no header.
            choice: {when: [{steps: [{log: a}]}]}                               | `when` has no expression.
            filter: {simple: "${body}"}                                         | `filter` has no steps.
            convertBodyTo: {type: com.acme.Nope}                                | There is no class `com.acme.Nope`.
            convertBodyTo: {type: String, charset: UTF-99}                      | There is no character set `UTF-99`.
            convertHeaderTo: {name: x, type: com.acme.Nope}                     | There is no class `com.acme.Nope`.
            throwException: {exceptionType: IllegalStateException, message: x}  | such as java.lang.IllegalStateException
            throwException: {message: x}                                        | `throwException` names no exception.
            doTry: {steps: [{log: a}], doCatch: [{steps: [{log: b}]}]}          | `doCatch` names no exception.
            doTry: {steps: [{log: a}], doCatch: [{exception: [IOException], steps: [{log: b}]}]} | such as java.io.IOException
            loadBalance: {steps: [{log: a}, {log: b}]}                          | `loadBalance` names no balancer.
            loadBalance: {weightedLoadBalancer: {distributionRatio: "1"}, steps: [{log: a}, {log: b}]} | 1 parts for 2 steps
            loadBalance: {customLoadBalancer: {ref: nope}, steps: [{log: a}]}   | There is no bean `nope`.
            aggregate: {correlationExpression: {constant: a}, aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy", steps: [{log: a}]} | `aggregate` never completes.
            aggregate: {correlationExpression: {constant: a}, completionInterval: 5s, completionTimeout: 5s, aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy", steps: [{log: a}]} | cannot both be there
            split: {simple: "${body}", aggregationStrategy: "#class:java.util.ArrayList", aggregationStrategyMethodName: ad, steps: [{log: a}]} | has no method `ad` that aggregates.
            multicast: {aggregationStrategy: "#class:java.util.ArrayList", aggregationStrategyMethodName: nope, steps: [{log: a}]} | has no method `nope` that aggregates.
            unmarshal: {json: {disableFeatures: FAIL_ON_NOTHING}}               | has no feature `FAIL_ON_NOTHING`
            marshal: {json: {moduleClassNames: com.acme.Module}}                | There is no class `com.acme.Module`.
            marshal: {jacksonXml: {enableFeatures: NOTHING}}                    | has no feature `NOTHING`
            sort: {simple: "${body}", comparator: "#class:java.text.RuleBasedCollator"} | `java.text.RuleBasedCollator` cannot be made without parameters.
            to: file                                                            | `directoryName` is missing in `file`.
            to: kafka                                                           | `topic` is missing in `kafka`.
            to: language                                                        | `languageName` is missing in `language`.
            to: log                                                             | `loggerName` is missing in `log`.
            to: log?level=WARN                                                  | `loggerName` is missing in `log`.
            wireTap: {uri: log}                                                 | `loggerName` is missing in `log`.
            to: xslt                                                            | `resourceUri` is missing in `xslt`.
            split: {simple: "${body}", aggregationStrategy: "#class:com.acme.Nope", steps: [{log: a}]} | There is no class `com.acme.Nope`.
            split: {simple: "${body}", aggregationStrategy: "#type:org.apache.camel.AggregationStrategy", steps: [{log: a}]} | of the type org.apache.camel.AggregationStrategy
            idempotentConsumer: {simple: "${body}", idempotentRepository: "#nope", steps: [{log: a}]} | There is no bean `nope`.
            claimCheck: {operation: GetAndRemove, key: k, aggregationStrategy: nope} | There is no bean `nope`.
            delay: {constant: "10", executorService: "#nope"}                   | There is no thread pool `nope`.
            circuitBreaker: {resilience4jConfiguration: {circuitBreaker: nope}, steps: [{log: a}]} | There is no bean `nope`.
            transacted: {}                                                      | `transacted` needs a bean of the type
            transacted: {ref: PROPAGATION_REQUIRED}                             | There is no bean `PROPAGATION_REQUIRED`.
            saga: {steps: [{log: a}]}                                           | `saga` needs a bean of the type
            log: {message: a, logger: nope}                                     | There is no bean `nope`.
            """)
    void findsWhatCamelRefuses(String flow, String words) {
        assertThat(isCreated(step(flow))).isFalse();

        assertThat(errors(step(flow))).singleElement().satisfies(finding -> {
            assertThat(finding.sentence()).contains(words);
            assertThat(finding.line()).isEqualTo(6);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "convertBodyTo: {type: int}",
                "convertBodyTo: {type: \"byte[]\"}",
                "convertBodyTo: {type: String}",
                "to: {uri: log, parameters: {loggerName: x, showall: true}}",
                "to: log:x?showall=true&show-headers=true",
                "unmarshal: {json: {disableFeatures: FAIL_ON_UNKNOWN_PROPERTIES}}",
                "marshal: {csv: {}}",
                "throwException: {exceptionType: java.lang.IllegalStateException, message: x}",
                "split: {simple: \"${body}\", aggregationStrategy: \"#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy\", steps: [{log: a}]}",
                "to: class:java.util.Date?method=getTime",
                "setBody: {method: {beanType: java.util.Date, method: getTime}}",
                "bean: {beanType: java.util.Date, method: getTime}",
                "sort: {simple: \"${body}\"}",
                "choice: {when: [{simple: \"${body} == 'a'\", steps: [{log: a}]}]}",
                "doTry: {steps: [{log: a}], doCatch: [{exception: [java.io.IOException], steps: [{log: b}]}]}",
                "circuitBreaker: {steps: [{log: a}], onFallback: {steps: [{log: b}]}}",
                "unmarshal: {json: {unmarshalType: java.util.Date}}",
            })
    void takesWhatCamelCreates(String flow) {
        assertThat(isCreated(step(flow))).isTrue();

        assertThat(errors(step(flow))).isEmpty();
    }

    @Test
    void makesNoneOfTheBeansThatAStepNames() {
        String bean = "- beans:\n    - name: counted\n      type: " + Counted.class.getName() + "\n";

        assertThat(errors(bean + step("bean: {ref: counted, method: greet}"))).isEmpty();
        assertThat(errors(step("setBody: {simple: \"${bean:counted?method=greet}\"}") + bean))
                .isEmpty();
        assertThat(errors(step("setBody: {simple: \"${bean:counted?method=greet}\"}")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("There is no bean `counted`."));
        assertThat(errors(bean + step("bean: {ref: counted, method: great}")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Did you mean `greet`?"));
        assertThat(errors(bean + step("process: {ref: counted}")))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.sentence()).contains("The bean `counted` cannot be used here."));
        assertThat(Counted.MADE).hasValue(0);
    }

    @Test
    void givesAComponentTheOneBeanThatItAsksFor() {
        assertThat(errors("- beans:\n    - name: db\n      type: org.h2.jdbcx.JdbcDataSource\n"
                        + step("to: \"sql:select 1\"")))
                .isEmpty();
    }

    @Test
    void findsABeanThatCannotBeMade() {
        assertThat(errors("- beans:\n    - name: x\n      type: java.util.Date\n      properties:\n        tme: 1\n"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(5);
                    assertThat(finding.sentence()).contains("has no property `tme`. Did you mean `time`?");
                });
        assertThat(errors("- beans:\n    - name: x\n      type: java.lang.Integer\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("`constructors`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            type: java.util.List                                               | 3 | is an interface
            type: java.util.AbstractList                                       | 3 | is abstract
            type: java.util.ArrayList, initMethod: claer                       | 3 | has no method `claer` without parameters. Did you mean `clear`?
            type: java.util.Collections, factoryMethod: emptyLst               | 3 | has no static method `emptyLst`. Did you mean `emptyList`?
            type: java.util.ArrayList, constructors: {"0": 1, "1": 2}          | 3 | cannot be made with 2 parameters
            type: java.util.List, scriptLanguage: groovy, script: "[1]"        | 3 | `groovy` is not on board. Put camel-groovy-4.
            type: java.util.List, scriptLanguage: simple                       | 4 | Add the `script`, or leave out
            type: java.util.ArrayList, script: x                               | 4 | Add `scriptLanguage`.
            type: org.apache.camel.processor.errorhandler.RedeliveryPolicy, properties: {maximumRedeliverie: 3} | 3 | Did you mean `maximumRedeliveries`?
            """)
    void saysOfABeanThatCannotBeMadeWhatIsWrong(String bean, int line, String words) {
        String yaml = "- beans:\n    - name: x\n      "
                + bean.replaceAll(", (?=\\w+: )", "\n      ").strip() + "\n";

        assertThat(isCreated(yaml)).isFalse();
        assertThat(errors(yaml)).singleElement().satisfies(finding -> {
            assertThat(finding.sentence()).contains(words);
            assertThat(finding.line()).isGreaterThanOrEqualTo(line);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: java.util.ArrayList, initMethod: clear",
                "type: java.util.ArrayList, destroyMethod: nope",
                "type: java.util.Collections, factoryMethod: emptyList",
                "type: java.util.concurrent.atomic.AtomicInteger, constructors: {\"0\": 1}",
                "type: org.apache.camel.processor.errorhandler.RedeliveryPolicy, properties: {maximum-redeliveries: 3}",
            })
    void takesABeanThatCanBeMade(String bean) {
        String yaml = "- beans:\n    - name: x\n      " + bean.replaceAll(", (?=\\w+: )", "\n      ") + "\n";

        assertThat(isCreated(yaml)).isTrue();
        assertThat(errors(yaml)).isEmpty();
    }

    /** One such bean, in whatever file, once hid what Camel refuses of all routes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            filter: {simple: "${body}"}                         | `filter` has no steps.
            process: {ref: nope}                                | There is no bean `nope`.
            to: bean:nope?method=x                              | There is no bean `nope`.
            setBody: {}                                         | `setBody` has no expression.
            setBody: {groovy: "1"}                              | `groovy` is not on board.
            unmarshal: {zipFile: {}}                            | `zipFile` is not on board.
            convertBodyTo: {type: com.acme.Nope}                | There is no class `com.acme.Nope`.
            setBody: {constant: "resource:classpath:nope.txt"}  | There is no file `nope.txt`.
            throwException: {message: x}                        | `throwException` names no exception.
            """)
    void findsItBesideABeanOfWhichOnlyMakingItTellsTheClass(String flow, String words) {
        for (String bean : List.of(
                "type: javax.sql.DataSource, scriptLanguage: simple, script: hello",
                "type: java.util.Collections, factoryMethod: emptyList")) {
            String beans = "- beans:\n    - {name: made, %s}\n".formatted(bean);

            assertThat(errors(beans + step(flow)))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence()).contains(words));
        }
    }

    @Test
    void takesSuchABeanForOneThatCamelLooksFor() {
        String source = "- beans:\n    - {name: made, type: com.acme.Sources, factoryMethod: source}\n";

        assertThat(errors(source + step("to: \"sql:select 1\"")))
                .noneMatch(finding -> finding.message().contains("dataSource"));
    }

    @Test
    void findsWhatARestNeedsThatIsNotOnBoard() {
        String rest =
                "- restConfiguration:\n    %s\n- rest:\n    path: /x\n    get:\n      - path: /y\n        to: direct:tried\n"
                        + step("log: a");

        assertThat(errors(rest.formatted("component: servlet"))).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.sentence()).contains("`servlet` is not on board. Put camel-servlet-4.");
        });
        assertThat(errors(rest.formatted("apiContextPath: /doc")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(2);
                    assertThat(finding.sentence()).contains("`apiContextPath` needs camel-openapi-java");
                });
        assertThat(errors(rest.formatted("component: platform-http"))).isEmpty();
    }

    @Test
    void findsItAlsoWhereTheRouteBehindARestIsInAnotherFile() {
        String rest = "- restConfiguration:\n    component: servlet\n"
                + "- rest:\n    path: /x\n    get:\n      - path: /y\n        to: direct:tried\n";

        assertThat(VALIDATION.check(
                        List.of(
                                new RouteSource(Path.of("a.yaml"), step("log: a")),
                                new RouteSource(Path.of("b.yaml"), rest)),
                        new Properties()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).contains("b.yaml:2", "`servlet` is not on board"));
    }

    @Test
    void findsAStartupOrderThatIsTaken() {
        String route = "- route:\n    startupOrder: 7\n    from:\n      uri: timer:x\n      steps:\n        - log: a\n";

        assertThat(errors(route + route)).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(8);
            assertThat(finding.sentence()).contains("The startup order `7` is taken by tried.yaml:2", "another number");
        });
    }

    @Test
    void findsEachMistakeOfARouteAtItsLine() {
        assertThat(errors("""
                - route:
                    id: tried
                    from:
                      uri: direct:tried
                      steps:
                        - process:
                            ref: one
                        - filter:
                            simple: ${body}
                            steps:
                              - convertBodyTo:
                                  type: com.acme.Two
                        - process:
                            ref: three
                """)).extracting(Finding::line).containsExactly(7, 12, 14);
    }

    @ParameterizedTest
    @CsvSource({
        "to, a-b-${header.x}, false",
        "to, news.${header.x}, false",
        "toD, a-b-${header.x}, false",
        "toD, news.${header.x}, true"
    })
    void checksWhatStandsAroundAnExpressionInAChannel(String step, String channel, boolean right) {
        List<Finding> found = errors(
                step("%s: {uri: \"rootsocket:message\", parameters: {channel: \"%s\"}}".formatted(step, channel)));

        if (right) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).startsWith("Channel `"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "schedule:x?cron=0 9 * * 1, 0 0 9 ? * MON",
        "quartz:x?cron=0+9+*+*+1, 0 0 9 ? * MON",
        "file:x?scheduler=quartz&scheduler.cron=0+9+*+*+1, 0 0 9 ? * MON",
        "schedule:x?cron=30 8 * * 1-5, 0 30 8 ? * MON-FRI"
    })
    void keepsTheWeekdayOfACronExpressionWithFiveFields(String uri, String meant) {
        assertThat(errors("- from:\n    uri: \"%s\"\n    steps:\n      - log: a\n".formatted(uri)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("five fields", "the first is the second", "Did you mean `" + meant + "`?"));
    }
}
