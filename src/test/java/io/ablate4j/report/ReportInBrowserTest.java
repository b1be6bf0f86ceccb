package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;
import static io.ablate4j.report.PlantedStudy.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.report.PlantedStudy.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The report as its reader meets it, in Chromium. */
class ReportInBrowserTest {
  private static final String EVIL = "</script><img src=x onerror=\"alert('1')\"> 🎉 &amp;";

  @TempDir private static Path folder;
  private static Browser browser;
  private static Path report;
  private static Path hostile;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    report = write("report.html", withEverything());
    hostile =
        write(
            "hostile.html",
            PlantedStudy.begin()
                .name(EVIL)
                .description(EVIL)
                .models(EVIL, "${x} 'y'")
                .arm("</svg>\"'", .03, 0, 1, 1)
                .arm("both", 0, 0, 1, 1)
                .seeds(3)
                .fact(EVIL, EVIL)
                .claim(EVIL, EVIL, prediction("both", TEST_ACCURACY, Expectation.HIGHER)));
  }

  /** Answers, verdicts of every kind, trials that diverge, fail, or fall short, a timing pass. */
  private static PlantedStudy withEverything() {
    return EveryNumberTest.withClaims(EveryNumberTest.troubled())
        .description(
            "Do Batch Normalization and Dropout help small networks that learn from few images?"
                + " Every model is trained with neither, either and both, at a small and a large"
                + " batch size.");
  }

  private static Path write(String name, PlantedStudy study) throws IOException {
    return Files.writeString(folder.resolve(name), study.html());
  }

  /** The first screen is what most readers see. */
  @Test
  void everyAnswerStandsWholeOnTheFirstScreen() throws IOException {
    browser.open(write("three.html", withEverything().models("mlp", "cnn", "inception")));
    assertThat(browser.number("return document.querySelectorAll('.question li').length"))
        .isEqualTo(9);
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.question li, .status li')].filter(e =>"
                    + " e.getBoundingClientRect().bottom > 900).map(e => e.textContent)"))
        .isEmpty();
    assertThat(browser.text("return document.querySelector('.questions').textContent"))
        .contains(" fell short.", "A step costs ", "By cell: ", "undecided: ");
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void noRequestLeavesAndTheConsoleStaysSilent() {
    browser.open(report);
    browser.js("document.querySelectorAll('button').forEach(b => b.click())");
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.matches("(file|data|blob|about):.*"));
    assertThat(browser.console()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void axeFindsNothingToBlame(String scheme) throws IOException {
    // Every kind of element, each a few times only, for axe looks at every one of them.
    browser.open(
        write(
            "axe.html",
            EveryNumberTest.withClaims(PlantedStudy.withEffects().timed(6))
                .models("mlp", "cnn")
                .batchSizes(16, 64)
                .seeds(2)
                .fate(
                    trial ->
                        trial.cell().level("model").equals("cnn") && trial.seed() > 1
                            ? Fate.DIVERGES
                            : Fate.COMPLETES)));
    browser.media("", scheme);
    browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
    browser.js("document.querySelector('.bar button').click()");
    browser.js("document.querySelector('.panel svg').focus()");
    browser.press(Keys.END);
    assertThat(browser.is("!document.getElementById('tip').hidden")).isTrue();
    assertThat(browser.axe(20)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void axeFindsNothingToBlameInThePageOverAllStudies(String scheme) throws IOException {
    StudyEntry entry =
        new StudyEntry(
            EVIL, "./a/index.html", "2026-01-31", "partial", "45 of 48", List.of("supported: a"));
    browser.open(
        Files.writeString(
            folder.resolve("overview.html"), OverviewPage.render(List.of(entry, entry))));
    browser.media("", scheme);
    assertThat(browser.axe(10)).isEmpty();
    browser.size(360, 800);
    assertThat(browser.number("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void axeFindsNothingToBlameInThePageOverAllClaims(String scheme) throws IOException {
    browser.open(
        Files.writeString(
            folder.resolve("claims.html"), ClaimsPage.render(ClaimsPageTest.planted())));
    browser.media("", scheme);
    assertThat(browser.axe(10)).isEmpty();
    browser.size(360, 800);
    assertThat(browser.number("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void theCommittedReportIsReadableByAllAndOnAnyScreen() throws IOException {
    browser.open(Files.writeString(folder.resolve("committed.html"), CommittedReport.html()));
    browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
    for (int width : new int[] {360, 768, 1280}) {
      browser.size(width, 900);
      assertThat(browser.number("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
    }
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.question li, .status li')].filter(e =>"
                    + " e.getBoundingClientRect().bottom > 900).map(e => e.textContent)"))
        .isEmpty();
    assertThat(browser.console()).isEmpty();
    // Rows of a table are alike, and axe takes 30 seconds to look at all cells.
    browser.js(
        "document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(8).forEach(r =>"
            + " r.remove()))");
    assertThat(browser.axe(20)).isEmpty();
  }

  @Test
  void theKeyboardReachesEveryControlAndShowsWhereItIs() {
    browser.open(report);
    double controls =
        browser.number(
            "let n = 0; document.querySelectorAll('a[href], button, input, select, summary,"
                + " [tabindex=\"0\"]').forEach(e => { if (e.checkVisibility()) e.dataset.n = n++;"
                + " }); return n");
    assertThat(controls).isGreaterThan(40);
    Set<Integer> reached = new TreeSet<>();
    for (int i = 0; i < controls + 5; i++) {
      browser.press(Keys.TAB);
      String at =
          browser.text(
              "const e = document.activeElement; if (e === document.body) return 'none'; if"
                  + " (e.dataset.n === undefined) return 'uncounted: ' + e.outerHTML.slice(0, 200);"
                  + " const s = getComputedStyle(e), b = e.getBoundingClientRect(); const seen ="
                  + " s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && b.bottom > 0"
                  + " && b.top < innerHeight; return e.dataset.n + (seen ? '' : ' unseen: ' +"
                  + " e.outerHTML.slice(0, 200))");
      if (at.equals("none")) {
        continue; // past the last one, or in the browser's own controls; the next one goes on
      }
      assertThat(at).doesNotContain("unseen", "uncounted");
      reached.add(Integer.valueOf(at));
    }
    assertThat(reached).hasSize((int) controls);
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1280})
  void thereIsNoSidewaysScrolling(int width) {
    for (Path page : List.of(report, hostile)) {
      browser.open(page);
      browser.size(width, 800);
      browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertThat(browser.number("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1024, 1280})
  void theQuestionsFillTheirRows(int width) {
    browser.open(report);
    browser.size(width, 900);
    assertThat(
            browser.number(
                "const all = document.querySelector('.questions');"
                    + " return all.getBoundingClientRect().right"
                    + " - all.lastElementChild.getBoundingClientRect().right"))
        .isBetween(-1.0, 1.0);
  }

  @Test
  void whatIsToBeTouchedIsLargeEnough() {
    browser.open(report);
    browser.size(360, 800);
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('button, select, input')].filter(e => {"
                    + " const b = e.getBoundingClientRect(); return e.checkVisibility() &&"
                    + " (b.width < 24 || b.height < 24); }).map(e => e.outerHTML)"))
        .isEmpty();
  }

  @Test
  void withoutScriptsEverythingIsThereAndNoControlIsDead() {
    browser.open(report);
    List<String> with = outline();
    browser.scripts(false);
    browser.reload();
    assertThat(outline()).isEqualTo(with);
    assertThat(browser.number("return document.querySelectorAll('tr[id^=trial-]').length"))
        .isEqualTo(176);
    assertThat(browser.number("return document.querySelectorAll('button, input, select').length"))
        .isZero();
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.panel')].filter(p =>"
                    + " !p.querySelector('svg')?.getBoundingClientRect().height)"))
        .isEmpty();
  }

  /** Headings, figures and tables with their numbers of rows. */
  private static List<String> outline() {
    return browser.texts(
        "return [...document.querySelectorAll('h1, h2, h3, figure, table, svg[role=img]')].map(e =>"
            + " e.localName + ' ' + (e.rows ? e.rows.length : e.id || e.textContent.slice(0,"
            + " 40)))");
  }

  @Test
  void noPanelIsCutWhenPrinted() {
    browser.open(report);
    Map<String, Object> pdf =
        browser.cdp("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69));
    String text =
        new String(
            Base64.getDecoder().decode(pdf.get("data").toString()), StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("%PDF");
    assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count())
        .isBetween(3L, 30L);
    // A4 less Chromium's margins of 1 cm, at 96 pixels an inch.
    browser.size(718, 1047);
    browser.media("print", "light");
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.panel, figure')].filter(e =>"
                    + " getComputedStyle(e).breakInside !== 'avoid' || e.offsetHeight > 1047).map(e"
                    + " => e.offsetHeight + e.outerHTML.slice(0, 99))"))
        .isEmpty();
    // With the box of a button in it, Chromium would not repeat a table's head on the next page.
    assertThat(
            browser.is(
                "[...document.querySelectorAll('.sort')]"
                    + ".every(e => getComputedStyle(e).display === 'contents')"))
        .isTrue();
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('button, input, select, nav')].filter(e =>"
                    + " e.checkVisibility() && !e.matches('.sort')).map(e => e.outerHTML)"))
        .isEmpty();
  }

  @Test
  void aRegularizationIsHiddenEverywhereAndShownAgain() {
    browser.open(report);
    // What the third of the bar's buttons, of dropout, hides: marks, the heat map's cells and
    // texts, answers, and rows of trials, cells, effects and overall means.
    String shown =
        "return [...document.querySelectorAll('svg .r2, svg .c2, [data-r=\"2\"]:not(.legend *)')]"
            + ".filter(e => e.checkVisibility()).length";
    assertThat(
            browser.texts(
                "return ['svg .r2', '#fig-map svg rect.c2, #fig-map svg path.c2',"
                    + " '#fig-map svg text.c2', '.question li[data-r=\"2\"]',"
                    + " '#trials ~ * tr[data-r=\"2\"]', '#interactions ~ * tr[data-r=\"2\"]'"
                    + "].filter(s => !document.querySelector(s))"))
        .isEmpty();
    String others =
        "return [...document.querySelectorAll('.hot.r1, tr[data-r=\"1\"]')].filter(e =>"
            + " e.checkVisibility()).length";
    double before = browser.number(shown);
    double beforeOthers = browser.number(others);
    assertThat(before).isGreaterThan(12);
    browser.js("document.querySelectorAll('.bar button')[2].focus()");
    browser.press(Keys.SPACE);
    assertThat(browser.number(shown)).isZero();
    assertThat(browser.number(others)).isEqualTo(beforeOthers).isPositive();
    assertThat(browser.text("return document.querySelectorAll('.bar button')[2].ariaPressed"))
        .isEqualTo("false");
    assertThat(browser.text("return document.querySelector('output').value"))
        .isEqualTo("132 of 176 shown");
    browser.press(Keys.SPACE);
    assertThat(browser.number(shown)).isEqualTo(before);
  }

  @Test
  void aTableIsSortedByNumbersWithWhatIsUndefinedLast() {
    browser.open(report);
    browser.js(
        "[...document.querySelectorAll('#trials ~ * .sort')].find(b =>"
            + " b.textContent.startsWith('Steps')).focus()");
    browser.press(Keys.ENTER);
    List<String> up = column("Steps to target");
    browser.press(Keys.ENTER);
    List<String> down = column("Steps to target");
    List<Double> numbers = numbers(up);
    assertThat(numbers).hasSizeGreaterThan(20).isSorted();
    assertThat(numbers(down)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(up.subList(numbers.size(), up.size())).isNotEmpty().containsOnly("–");
    assertThat(down.subList(numbers.size(), down.size())).containsOnly("–");
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('[aria-sort]')].map(e => e.ariaSort)"))
        .containsExactly("descending");
  }

  private static List<Double> numbers(List<String> cells) {
    return cells.stream()
        .takeWhile(cell -> !cell.equals("–"))
        .map(cell -> Double.valueOf(cell.replace("\u202f", "").replace('−', '-')))
        .toList();
  }

  private static List<String> column(String head) {
    return browser.texts(
        "const t = document.querySelector('table.filterable'); const i ="
            + " [...t.tHead.rows[0].cells].findIndex(c => c.textContent === arguments[0]); return"
            + " [...t.tBodies[0].rows].filter(r => r.checkVisibility()).map(r =>"
            + " r.cells[i].textContent)",
        head);
  }

  @Test
  void trialsAreFilteredByTextAndLevel() {
    browser.open(report);
    choose("Outcome", "diverged");
    assertThat(column("Outcome")).hasSize(2).containsOnly("diverged: loss is NaN");
    assertThat(browser.text("return document.querySelector('output').value"))
        .isEqualTo("2 of 176 shown");
    choose("Outcome", "");
    choose("Model", "cnn");
    choose("Batch", "64");
    assertThat(column("Model")).hasSize(44).containsOnly("cnn");
    browser.js("document.querySelector('input[type=search]').focus()");
    browser.press("batch-norm");
    assertThat(column("Regularization")).hasSize(11).containsOnly("batch-norm");
    browser.js("document.querySelector('.filter [type=reset]').click()");
    browser.later("setTimeout(arguments[0], 20)");
    assertThat(column("Model")).hasSize(176);
  }

  private static void choose(String column, String level) {
    browser.js(
        "const s = [...document.querySelectorAll('.filter label')].find(l =>"
            + " l.textContent.startsWith(arguments[0])).querySelector('select');"
            + " s.value = arguments[1]; s.dispatchEvent(new Event('input', {bubbles: true}))",
        column,
        level);
  }

  @Test
  void aMarkTellsItsValueToMouseFingerAndKeyboard() {
    browser.open(report);
    browser.js("document.querySelector('.panel svg').scrollIntoView({block: 'center'})");
    List<Double> place = place(0);
    browser.pointAt(place.get(0) + 3, place.get(1) + 3);
    assertThat(tip()).isEqualTo(spot(0));
    browser.pointAt(5, 5);
    browser.later("setTimeout(arguments[0], 400)");
    assertThat(tip()).isEmpty();

    List<Double> last = place(1);
    browser.tap(last.get(0), last.get(1));
    assertThat(tip()).isEqualTo(spot(1));
    browser.tap(5, 5);
    assertThat(tip()).isEmpty();

    browser.js("document.activeElement.blur()");
    browser.js("document.querySelector('.panel svg').focus()");
    browser.press(Keys.HOME);
    assertThat(tip()).isEqualTo(spot(0));
    browser.press(Keys.ARROW_RIGHT);
    assertThat(tip()).isEqualTo(spot(1));
    browser.press(Keys.ARROW_LEFT);
    assertThat(tip()).isEqualTo(spot(0));
    browser.press(Keys.ESCAPE);
    assertThat(tip()).isEmpty();
    assertThat(browser.text("return document.getElementById('tip').getAttribute('role')"))
        .isEqualTo("status");
  }

  /** A page hears of a scroll a frame later, when the pointer may have found another mark. */
  @ParameterizedTest
  @ValueSource(strings = {"mouse", "finger"})
  void aValueStaysUntilItsMarkMoves(String pointer) {
    browser.open(report);
    browser.pointAt(5, 5);
    browser.js("document.querySelector('.panel svg').scrollIntoView({block: 'center'})");
    List<Double> place = place(0);
    if (pointer.equals("mouse")) {
      browser.pointAt(place.get(0), place.get(1));
    } else {
      browser.tap(place.get(0), place.get(1));
    }
    browser.js("document.dispatchEvent(new Event('scroll', {bubbles: true}))");
    browser.later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
    assertThat(tip()).isEqualTo(spot(0));
    browser.js("scrollBy(0, 60)");
    browser.later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
    assertThat(tip()).isNotEqualTo(spot(0));
  }

  /** The focus itself scrolls, and the page hears of it later. */
  @Test
  void aValueReadByKeyStaysBesideItsMarkWhateverScrollsOrMoves() {
    browser.open(report);
    browser.js("document.querySelector('.panel svg').focus()");
    browser.press(Keys.HOME);
    for (int scrolled : List.of(60, -30)) {
      browser.js("scrollBy(0, arguments[0])", scrolled);
      browser.later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
      assertThat(tip()).isEqualTo(spot(0));
      double mark = place(0).get(1);
      assertThat(
              browser.number(
                  "const b = document.getElementById('tip').getBoundingClientRect();"
                      + " return Math.min(Math.abs(b.top - arguments[0]),"
                      + " Math.abs(b.bottom - arguments[0]))",
                  mark))
          .isLessThan(30);
    }
    browser.pointAt(5, 5);
    browser.later("setTimeout(arguments[0], 400)");
    assertThat(tip()).isEqualTo(spot(0));
    browser.js("document.activeElement.blur()");
    assertThat(tip()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void everyFigureTellsItsValuesInsideTheWindow(int width) throws IOException {
    browser.open(
        Files.writeString(
            folder.resolve("values.html"), PlantedStudy.withEffects().timed(8).html()));
    browser.size(width, 800);
    double panels =
        browser.number(
            "window.charts = [...document.querySelectorAll('.panel svg')].filter(s =>"
                + " s.querySelector('.hot')); return charts.length");
    // Steps, images, seconds, worth, accuracy, two gaps, their seeds, profile, map, interaction,
    // two over the batch size: by model; curves by model and batch.
    assertThat(panels).isGreaterThanOrEqualTo(13 * 2 + 4); // more with another section
    for (int panel = 0; panel < panels; panel++) {
      for (String end : List.of("0", "spots.length - 1")) {
        browser.press(Keys.ESCAPE); // a tip may lie on the next mark
        browser.js("charts[arguments[0]].scrollIntoView({block: 'center'})", panel);
        List<?> spot =
            (List<?>)
                browser.js(
                    "const spots = [...charts[arguments[0]].querySelectorAll('.hot')];"
                        + " const b = spots["
                        + end
                        + "].getBoundingClientRect();"
                        + " return [b.x + b.width / 2, b.y + b.height / 2,"
                        + " spots.map(s => s.dataset.tip)]",
                    panel);
        double x = ((Number) spot.get(0)).doubleValue();
        double y = ((Number) spot.get(1)).doubleValue();
        if (width < 400) {
          browser.tap(x, y);
        } else {
          browser.pointAt(x, y);
        }
        // Where marks lie on one another, any of them.
        assertThat(tip()).as("panel " + panel).containsPattern("\\d").isIn((List<?>) spot.get(2));
        assertThat(
                browser.is(
                    "(b => b.left >= 0 && b.top >= 0 && b.right <= innerWidth && b.bottom <="
                        + " innerHeight)(document.getElementById('tip').getBoundingClientRect())"))
            .isTrue();
      }
    }
  }

  private static final String SPOTS =
      "const spots = [...document.querySelector('.panel svg').querySelectorAll('.hot')].sort((a, b)"
          + " => a.cx.baseVal.value - b.cx.baseVal.value || a.cy.baseVal.value -"
          + " b.cy.baseVal.value);";

  private static String spot(int number) {
    return browser.text(SPOTS + "return spots[arguments[0]].dataset.tip", number);
  }

  private static List<Double> place(int number) {
    return ((List<?>)
            browser.js(
                SPOTS
                    + "const b = spots[arguments[0]].getBoundingClientRect();"
                    + " return [b.x + b.width / 2, b.y + b.height / 2]",
                number))
        .stream().map(v -> ((Number) v).doubleValue()).toList();
  }

  private static String tip() {
    return browser.text(
        "const t = document.getElementById('tip'); return t.hidden ? '' : t.textContent");
  }

  @Test
  void figuresAndTrialsHavePlacesOfTheirOwn() {
    browser.open(report);
    String trial = browser.text("return document.querySelectorAll('tr[id^=trial-]')[30].id");
    browser.open(report, trial);
    assertThat(browser.text("return document.querySelector(':target').id")).isEqualTo(trial);
    // The page scrolls there in its own time; if it never does, the script's time is over.
    browser.later(
        "const seen = () => { const b = document.querySelector(':target').getBoundingClientRect();"
            + " if (b.top > 0 && b.bottom < innerHeight) arguments[0]();"
            + " else requestAnimationFrame(seen); }; seen()");
    assertThat(
            browser.is(
                "getComputedStyle(document.querySelector(':target > td')).backgroundColor"
                    + " !== getComputedStyle(document.body).backgroundColor"))
        .isTrue();
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('figure')].filter(f =>"
                    + " !f.querySelector('h3 a[href=\"#' + f.id + '\"]')).map(f => f.id)"))
        .isEmpty();
  }

  @Test
  void aFigureIsSavedAsCsvAndAsSvg() throws Exception {
    browser.open(report);
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    browser.downloadTo(downloads);
    browser.js("document.querySelectorAll('#fig-accuracy .tools button').forEach(b => b.click())");
    Path csv = await(downloads.resolve("fig-accuracy.csv"));
    Path svg = await(downloads.resolve("fig-accuracy.svg"));
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines)
        .hasSize(
            (int)
                browser.number("return document.querySelector('#fig-accuracy table').rows.length"));
    assertThat(lines.get(0)).startsWith("Panel,Batch size,Regularization,");
    assertThat(lines).noneMatch(line -> line.contains("–") || line.contains("−"));
    String text = Files.readString(svg);
    assertThat(text).doesNotContain("currentColor").doesNotContain("class=").contains("rgb(");
    var root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(svg.toFile())
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(20);
    assertThat(browser.console()).isEmpty();
  }

  /** REPORT.md asks for the CSV of each table. */
  @Test
  void everyTableIsSavedAsCsvUnderANameOfItsOwn() throws Exception {
    browser.open(report);
    Path downloads = Files.createDirectory(folder.resolve("tables"));
    browser.downloadTo(downloads);
    double tables = browser.number("return document.querySelectorAll('table').length");
    assertThat(
            browser.number(
                "return [...document.querySelectorAll('.tools button')].filter(b =>"
                    + " b.textContent === '↓ CSV').length"))
        .isEqualTo(tables);
    browser.js("document.querySelectorAll('.scroll + .tools button').forEach(b => b.click())");
    List<String> trials = Files.readAllLines(await(downloads.resolve("trials.csv")));
    assertThat(trials).hasSize(177);
    assertThat(trials.stream().skip(1).map(line -> line.split(",")[8]))
        .as("test accuracies with more digits than the page shows")
        .anyMatch(accuracy -> accuracy.matches("\\d+\\.\\d{6,}"));
    assertThat(trials.get(0)).startsWith("Model,Batch,Regularization,Seed,Outcome,Epochs,");
    for (String name :
        List.of("verdicts", "speed", "gap", "gap-2", "gap-3", "interactions", "provenance")) {
      assertThat(Files.readAllLines(await(downloads.resolve(name + ".csv"))))
          .as(name)
          .hasSizeGreaterThan(2);
    }
  }

  private static Path await(Path file) throws Exception {
    for (int i = 0; i < 4800 && !Files.exists(file); i++) {
      Thread.sleep(25);
    }
    try (Stream<Path> there = Files.list(file.getParent())) {
      assertThat(there).contains(file);
    }
    return file;
  }

  @Test
  void hostileNamesAreTextAlsoForTheScript() {
    browser.open(hostile);
    assertThat(browser.number("return document.images.length")).isZero();
    assertThat(browser.text("return document.querySelector('h1').textContent")).isEqualTo(EVIL);
    assertThat(
            browser.texts(
                "return [...document.querySelectorAll('.bar button')].map(b =>"
                    + " b.textContent.trim())"))
        .containsExactly("none", "</svg>\"'", "both");
    choose("Model", EVIL);
    assertThat(column("Model")).isNotEmpty().containsOnly(EVIL);
    assertThat(browser.requests()).allMatch(url -> url.matches("(file|about):.*"));
    assertThat(browser.console()).isEmpty();
    assertThat(browser.number("return window.innerWidth")).isCloseTo(1280, within(.5));
  }
}
