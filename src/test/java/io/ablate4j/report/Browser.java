package io.ablate4j.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that looks at local files, for tests; see {@link #start}. */
final class Browser implements AutoCloseable {
  /** Warns of a protocol that is not used here; kept, for loggers are forgotten otherwise. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Pattern REQUEST =
      Pattern.compile(
          "\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /** Starts one with a profile of its own; where there is none, the test is skipped. */
  static Browser start() throws IOException {
    Optional<Path> chromium = onPath("chromium");
    Optional<Path> chromedriver = onPath("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "no chromium or no chromedriver on PATH (Debian: chromium, chromium-driver)");
    SELENIUM.setLevel(Level.SEVERE);
    Path profile = Files.createTempDirectory("ablate4j-browser-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // Both programs are named, so Selenium looks for neither.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    // axe takes half a minute for a large page on a busy machine, which is Selenium's own limit.
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(3));
    return new Browser(driver, profile);
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Shows a file as a reader finds it: desktop size, light, on screen, scripts on. */
  void open(Path file) {
    scripts(true);
    size(1280, 900);
    media("", "light");
    logs(LogType.BROWSER);
    logs(LogType.PERFORMANCE);
    // Another page in between, for the same address with another hash is no new visit.
    driver.get("about:blank");
    driver.get(file.toUri().toString());
  }

  /** Shows a place of a file. */
  void open(Path file, String hash) {
    open(file);
    js("location.hash = arguments[0]", hash);
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Whether the page's scripts run from the next visit on; {@link #js} always does. */
  void scripts(boolean run) {
    cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  void size(int width, int height) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /**
   * What the page is shown on.
   *
   * @param kind "print", or empty for a screen
   * @param scheme "light" or "dark"
   */
  void media(String kind, String scheme) {
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            kind,
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Lets files that the page makes go to a folder. */
  void downloadTo(Path folder) {
    cdp(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  /** The value of a function's body, run in the page. */
  Object js(String body, Object... arguments) {
    return driver.executeScript(body, arguments);
  }

  String text(String body, Object... arguments) {
    return String.valueOf(js(body, arguments));
  }

  double number(String body, Object... arguments) {
    return ((Number) js(body, arguments)).doubleValue();
  }

  boolean is(String expression, Object... arguments) {
    return Boolean.TRUE.equals(js("return " + expression, arguments));
  }

  List<String> texts(String body, Object... arguments) {
    return ((List<?>) js(body, arguments)).stream().map(String::valueOf).toList();
  }

  /** The value that a function's body gives to its last argument, a callback. */
  Object later(String body, Object... arguments) {
    return driver.executeAsyncScript(body, arguments);
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void pressBack() {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform();
  }

  /** Moves the mouse to a place of the window. */
  void pointAt(double x, double y) {
    cdp("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** A finger on a place of the window. */
  void tap(double x, double y) {
    cdp(
        "Input.dispatchTouchEvent",
        Map.of("type", "touchStart", "touchPoints", List.of(Map.of("x", x, "y", y))));
    cdp("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
  }

  /** All that the console has heard since the page was opened. */
  List<String> console() {
    return logs(LogType.BROWSER);
  }

  /** Every address asked for since the page was opened. */
  List<String> requests() {
    return logs(LogType.PERFORMANCE).stream()
        .flatMap(line -> REQUEST.matcher(line).results())
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private List<String> logs(String type) {
    return driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage).toList();
  }

  /**
   * What axe has to blame in the page as it is now; marks inside of panels are left out.
   *
   * @param rules that have to apply to something at least, so that it did look
   */
  List<String> axe(int rules) throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      js(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return ((List<?>)
            later(
                "const [rules, done] = arguments;"
                    + " axe.run({exclude: [['.panel svg > :not(title):not(desc)']]},"
                    + " {resultTypes: ['violations']}).then(r => done(r.passes.length < rules"
                    + " ? ['only ' + r.passes.length + ' rules passed']"
                    + " : r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n =>"
                    + " n.html + n.failureSummary).join(' | '))), e => done([String(e)]))",
                rules))
        .stream().map(String::valueOf).toList();
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> all = Files.walk(profile)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
