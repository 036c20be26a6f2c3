package io.rootsocket.hub.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rootsocket.hub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    private static final String HUB = "io.rootsocket.hub.";

    @ArchTest
    static final ArchRule packagesImportOnlyWhatTheDesignAllows = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("protocol")
            .definedBy(HUB + "protocol..")
            .layer("files")
            .definedBy(HUB + "files..")
            .layer("framing")
            .definedBy(HUB + "framing..")
            .layer("intake")
            .definedBy(HUB + "intake..")
            .layer("component")
            .definedBy(HUB + "component..")
            .layer("firewall")
            .definedBy(HUB + "firewall..")
            .layer("broker")
            .definedBy(HUB + "broker..")
            .layer("message")
            .definedBy(HUB + "outbox.message..")
            .layer("deadletters")
            .definedBy(HUB + "deadletters..")
            .layer("outbox")
            .definedBy(HUB + "outbox")
            .layer("schedule")
            .definedBy(HUB + "schedule..")
            .layer("engine")
            .definedBy(HUB + "engine..")
            .layer("console")
            .definedBy(HUB + "console..")
            .layer("sandbox")
            .definedBy(HUB + "sandbox..")
            .layer("cli")
            .definedBy(HUB + "cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("console")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("sandbox")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("console", "cli")
            .whereLayer("schedule")
            .mayOnlyBeAccessedByLayers("engine", "console", "cli")
            .whereLayer("outbox")
            .mayOnlyBeAccessedByLayers("engine", "console")
            .whereLayer("deadletters")
            .mayOnlyBeAccessedByLayers("outbox", "engine", "console", "cli")
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("deadletters", "outbox", "engine")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("message", "deadletters", "outbox", "engine", "cli")
            .whereLayer("firewall")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("intake")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("component")
            .mayOnlyBeAccessedByLayers("engine", "cli")
            .whereLayer("framing")
            .mayOnlyBeAccessedByLayers("console", "sandbox")
            .whereLayer("files")
            .mayOnlyBeAccessedByLayers("broker", "deadletters", "schedule", "engine", "console", "cli")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("component", "message", "deadletters", "outbox", "engine", "sandbox", "cli");

    @ArchTest
    static final ArchRule quartzStaysInSchedule = staysIn("org.quartz..", "schedule..");

    @ArchTest
    static final ArchRule artemisStaysInBroker = staysIn("org.apache.activemq.artemis..", "broker..");

    @ArchTest
    static final ArchRule picocliStaysInCli = staysIn("picocli..", "cli..");

    @ArchTest
    static final ArchRule vertxStaysInTheServers = noClasses()
            .that()
            .resideOutsideOfPackages(HUB + "sandbox..", HUB + "console..", HUB + "framing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIsFor = classes()
            .should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Impl|Manager|Service)")
            .andShould()
            .resideOutsideOfPackages("..util..", "..common..", "..helper..", "..impl..");

    private static ArchRule staysIn(String library, String home) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(HUB + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
