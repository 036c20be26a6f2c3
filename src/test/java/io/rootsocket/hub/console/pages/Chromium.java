package io.rootsocket.hub.console.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of Debian's packages `chromium` and `chromium-driver`, without a window. */
final class Chromium implements AutoCloseable {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;
    private final String hub;

    /** @param hub the address of its admin door */
    Chromium(String hub, Path profile) {
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        this.driver = new ChromeDriver(service, options);
        this.hub = hub;
    }

    static boolean isInstalled() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    /** Opens a page of the hub. */
    void open(String path) {
        driver.get(hub + path);
    }

    String path() {
        return driver.getCurrentUrl().substring(hub.length());
    }

    /** A window of that size, whatever the machine's smallest. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void scripts(boolean run) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** What a script of the test finds in the page; it must find something. */
    Object ask(String expression) {
        return requireNonNull(driver.executeScript("return " + expression), expression);
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    /** All of the page that is to be read. */
    String text() {
        return text("body");
    }

    /** Waits for what an act has come to. */
    void awaitNotice(String beginning) {
        await().until(() -> count(".notice.good") > 0 && text(".notice").startsWith(beginning));
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** A link or a button with that text. */
    void press(String text) {
        press(text, "body");
    }

    /** The same within what a selector names. */
    void press(String text, String within) {
        driver.findElement(By.cssSelector(within))
                .findElement(
                        By.xpath(".//*[self::a or self::button or self::summary][contains(normalize-space(.), \"%s\")]"
                                .formatted(text)))
                .click();
    }

    void type(String selector, String text) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(text);
    }

    /** Pressed where nothing has the focus. */
    void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    static CharSequence enter() {
        return Keys.ENTER;
    }

    static CharSequence escape() {
        return Keys.ESCAPE;
    }

    /** Keeps a picture of what is shown, as an artefact of the build. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + ".png"),
                    Base64.getDecoder().decode(driver.getScreenshotAs(OutputType.BASE64)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What keeps people from using the page, by the rules of axe; only those that are named, if any are. */
    List<String> barriers(String... rules) {
        // Not in a window of its own, which only pages with frames need.
        var axe = new AxeBuilder().setLegacyMode();
        if (rules.length > 0) {
            axe.withOnlyRules(List.of(rules));
        }
        return axe.analyze(driver).getViolations().stream().map(Chromium::told).toList();
    }

    private static String told(Rule rule) {
        return "%s: %s %s"
                .formatted(
                        rule.getId(),
                        rule.getHelp(),
                        rule.getNodes().stream()
                                .map(node -> node.getHtml())
                                .limit(3)
                                .toList());
    }

    /** What the browser complained of since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Fails if a stranger's words became a part of the page. */
    void assertUnharmed() {
        assertThat(count("main img[src='x'], main script, main i.strange"))
                .as(path())
                .isZero();
        assertThat(ask("window.xss === undefined")).as(path()).isEqualTo(true);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
