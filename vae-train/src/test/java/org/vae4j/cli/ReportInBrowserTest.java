package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The pages as a browser shows them. Needs Debian's chromium and chromium-driver and skips without;
 * what the browser saw is left in target/report-screenshots.
 */
@Tag("stress") // seconds of four runs and a browser
class ReportInBrowserTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** WCAG 2, success criterion 1.4.3: text of normal size. */
  private static final double READABLE = 4.5;

  @TempDir static Path folder;
  private static Path run;
  private static Path comparison;
  private static Path four;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "this machine has no chromium and chromium-driver");
    run = train("run", "--latent", 20, "--validation-size", 50, "--kl-warmup", 1);
    Path plane =
        train("a-run-with-a-name-that-is-much-too-long-for-a-narrow-screen", "--latent", 2);
    comparison = folder.resolve("comparison.html");
    assertThat(CommandRun.of("report", run, plane, "--out", comparison).exitCode()).isZero();
    Path large = train("large", "--hidden", "600,600", "--latent", 12, "--seed", 2);
    Path gaussian = train("gaussian", "--likelihood", "gaussian-shared-variance", "--epochs", 2);
    four = folder.resolve("four.html");
    assertThat(CommandRun.of("report", run, plane, large, gaussian, "--out", four).exitCode())
        .isZero();
    browser = start();
  }

  private static Path train(String name, Object... settings) {
    Path run = folder.resolve(name);
    Object[] words = {
      "train", "--epochs", 3, "--limit", 256, "--hidden", "16", "--quiet", "--run-dir", run
    };
    Object[] all = Arrays.copyOf(words, words.length + settings.length);
    System.arraycopy(settings, 0, all, words.length, settings.length);
    CommandRun result = CommandRun.of(all);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return run;
  }

  private static ChromeDriver start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false,400,light", "false,400,dark", "false,1400,light", "false,1400,dark",
    "true,400,light", "true,400,dark", "true,1400,light", "true,1400,dark"
  })
  void readsWell(boolean compared, int width, String scheme) throws IOException {
    show(compared ? comparison : run.resolve("report.html"), width, scheme);

    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    List<WebElement> pictures = browser.findElements(By.tagName("img"));
    assertThat(pictures).hasSize(compared ? 2 : 4);
    assertThat(pictures)
        .allSatisfy(
            picture -> assertThat(ask("return arguments[0].naturalWidth", picture)).isPositive());
    assertThat(ask("return document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(strings(STICKING_OUT)).isEmpty();
    assertThat(strings(CUT_OFF)).isEmpty();
    assertThat(strings(HARD_TO_READ)).isEmpty();
  }

  /** Three of one likelihood beside each other; the fourth, of another, by itself. */
  @ParameterizedTest
  @CsvSource({"400", "1400"})
  void showsFourRunsAndComparesWhatCompares(int width) throws IOException {
    show(four, width, "light");
    assertThat(ask("return document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(strings(STICKING_OUT)).isEmpty();
    assertThat(strings(CUT_OFF)).isEmpty();
    assertThat(browser.findElement(By.cssSelector("section:first-of-type p")).getText())
        .isEqualTo(
            "Not all losses of these runs compare. The runs differ in: likelihood. Those that do compare share a table and a chart.");
    assertThat(
            strings(
                "return [...document.querySelectorAll('section:first-of-type table')].map((t) => String(t.rows[0].cells.length - 1))"))
        .isEqualTo(List.of("3", "1"));
    assertThat(
            strings(
                "return [...document.querySelectorAll('svg.lines')].map((c) => String(c.querySelectorAll('polyline').length))"))
        .isEqualTo(List.of("3", "3", "3", "1", "1", "1"));
  }

  /** What reaches beyond the window, but for the inside of what scrolls by itself. */
  private static final String STICKING_OUT =
      """
      return [...document.body.querySelectorAll("*")]
        .filter((e) => !e.closest(".scroll table") && e.tagName !== "SCRIPT")
        .filter((e) => {
          const box = e.getBoundingClientRect();
          return box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5);
        })
        .map((e) => e.outerHTML.slice(0, 80));
      """;

  /** Tables with columns that one sees only by scrolling. */
  private static final String CUT_OFF =
      """
      return [...document.querySelectorAll(".scroll")]
        .filter((e) => e.scrollWidth > e.clientWidth)
        .map((e) => e.textContent.slice(0, 80));
      """;

  /** Text whose contrast with what lies behind it is too low (WCAG 2, relative luminance). */
  private static final String HARD_TO_READ =
      """
      const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const luminance = (colour) => {
        const [r, g, b] = channels(colour).map((c) => c / 255)
          .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (e) => {
        for (; e; e = e.parentElement) {
          const colour = getComputedStyle(e).backgroundColor;
          const [, , , alpha = 1] = channels(colour);
          if (alpha > 0) return colour;
        }
        return "rgb(255, 255, 255)";
      };
      const contrast = (e) => {
        const style = getComputedStyle(e);
        const text = luminance(e instanceof SVGElement ? style.fill : style.color);
        const ground = luminance(behind(e));
        return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      };
      return [...document.body.querySelectorAll("*")]
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .filter((e) => !["SCRIPT", "TITLE", "title"].includes(e.tagName))
        .filter((e) => !(contrast(e) >= %s))
        .map((e) => `${contrast(e).toFixed(2)} ${e.outerHTML.slice(0, 80)}`);
      """
          .formatted(READABLE);

  @ParameterizedTest
  @CsvSource({"400", "1400"})
  void tellsTheValuesUnderThePointer(int width) throws IOException {
    show(run.resolve("report.html"), width, "light");
    WebElement chart = browser.findElement(By.cssSelector("svg.lines"));
    WebElement tip = browser.findElement(By.cssSelector(".tip"));
    assertThat(tip.isDisplayed()).isFalse();
    new Actions(browser).moveToElement(chart).perform();
    // the middle of three epochs
    List<String> row = List.of(Files.readAllLines(run.resolve("metrics.csv")).get(2).split(","));
    assertThat(tip.getText().lines())
        .containsExactly(
            "epoch 2",
            "train: " + hundredths(row.get(3)),
            "validation: " + hundredths(row.get(6)),
            "test: " + hundredths(row.get(9)));
    assertThat(ask("return document.documentElement.scrollWidth")).isEqualTo(width);
    new Actions(browser).moveToElement(browser.findElement(By.tagName("h1"))).perform();
    assertThat(tip.isDisplayed()).isFalse();
  }

  private static String hundredths(String number) {
    return String.format(Locale.ROOT, "%.2f", Double.parseDouble(number));
  }

  private static void show(Path page, int width, String scheme) throws IOException {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.get(page.toUri().toString());
    Object whole =
        browser
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    String name = page.getFileName().toString().replace(".html", "");
    Path screenshots =
        Files.createDirectories(
            Path.of(System.getProperty("vae4j.root"), "vae-train/target/report-screenshots"));
    Files.write(
        screenshots.resolve("%s-%d-%s.png".formatted(name, width, scheme)),
        OutputType.BYTES.convertFromBase64Png((String) whole));
  }

  private static long ask(String script, Object... arguments) {
    return ((Number) browser.executeScript(script, arguments)).longValue();
  }

  private static List<?> strings(String script) {
    return (List<?>) browser.executeScript(script);
  }
}
