package io.ablate4j.report;

import static io.ablate4j.report.PlantedStudy.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.report.PlantedStudy.Fate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewPageTest {
  private static final String EVIL = "</script><img src=x onerror=\"alert('1')\"> & 🎉";

  @TempDir private Path folder;

  @Test
  void aReportCarriesItsOwnEntry() throws IOException {
    PlantedStudy study = PlantedStudy.withEffects().name("100 % \"é\" <b> & 🙂").seeds(2);
    Path page = folder.resolve("index.html");
    HtmlReport.write(study.analysis(), page);
    assertThat(StudyEntry.ofReport(page, "x")).contains(entry(study, "x"));
    Files.writeString(page, "<html>mine");
    assertThat(StudyEntry.ofReport(page, "x")).isEmpty();
  }

  private static StudyEntry entry(PlantedStudy study, String folder) {
    return StudyEntry.of(StudySummary.of(study.analysis()), folder);
  }

  @Test
  void aStudyHasItsStateItsTrialsItsDateAndItsVerdicts() {
    StudyEntry entry =
        entry(
            PlantedStudy.withEffects()
                .name("first")
                .seeds(8)
                .claim(
                    "slow",
                    "b",
                    prediction("dropout", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER))
                .claim(
                    "fast",
                    "a",
                    prediction("both", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER)),
            "first");
    assertThat(entry.name()).isEqualTo("first");
    assertThat(entry.state()).isEqualTo("complete");
    assertThat(entry.trials()).isEqualTo("128 of 128");
    assertThat(entry.date()).isEqualTo("2026-01-09"); // of the seed that ended last
    assertThat(entry.verdicts())
        .containsExactly("supported: fast", "refuted: slow", "in all: 1 supported and 1 refuted");
  }

  @Test
  void aStudyThatHasNotRunHasNoDate() {
    StudyEntry entry =
        entry(PlantedStudy.withEffects().fate(trial -> Fate.DOES_NOT_RUN), "nothing");
    assertThat(entry.date()).isEmpty();
    assertThat(entry.state()).isEqualTo("partial");
    assertThat(entry.trials()).isEqualTo("0 of 128");
    assertThat(entry.verdicts()).isEmpty();
    assertThat(OverviewPage.render(List.of(entry)))
        .contains("◐ partial</b>, 0 of 128 trials completed</p>");
  }

  @Test
  void aLinkLeadsToItsFolderWhateverItsName() {
    for (String name : List.of("plain", "with space", "50%", "a:b", "ü & #?", "c\"d")) {
      String link = entry(PlantedStudy.begin().seeds(1), name).link();
      URI address = URI.create("file:///reports/index.html").resolve(link);
      assertThat(address.getPath()).isEqualTo("/reports/" + name + "/index.html");
      assertThat(address.getRawFragment()).isNull();
      assertThat(link).matches("[!-~]+");
    }
  }

  @Test
  void thePageIsValidWhateverTheNames() throws Exception {
    String html =
        OverviewPage.render(
            List.of(
                entry(PlantedStudy.withEffects().seeds(2).name(EVIL), "a b"),
                entry(PlantedStudy.withEffects().seeds(1), "second")));
    assertThat(ValidHtmlTest.complaints(html)).isEmpty();
    Page page = Page.of(html);
    assertThat(page.all("h2", "").stream().map(Page::text)).containsExactly(EVIL, "planted");
    assertThat(page.all("img", "")).isEmpty();
  }

  @Test
  void withoutStudiesItSaysSo() throws Exception {
    String html = OverviewPage.render(List.of());
    assertThat(html).contains("There is no study here yet.");
    assertThat(ValidHtmlTest.complaints(html)).isEmpty();
  }

  @Test
  void aPageOfSomebodyElseIsNeverReplaced() throws IOException {
    Path page = folder.resolve("index.html");
    Files.writeString(page, "<!DOCTYPE html><title>mine</title>");
    assertThat(OverviewPage.write(List.of(), page)).isFalse();
    assertThat(page).content().isEqualTo("<!DOCTYPE html><title>mine</title>");
    // Nor is the report of a study.
    HtmlReport.write(PlantedStudy.begin().seeds(1).analysis(), page);
    assertThat(OverviewPage.write(List.of(), page)).isFalse();
  }

  @Test
  void ourOwnPageIsReplaced() throws IOException {
    Path page = folder.resolve("index.html");
    assertThat(OverviewPage.write(List.of(), page)).isTrue();
    assertThat(
            OverviewPage.write(
                List.of(entry(PlantedStudy.begin().seeds(1).name("new"), "new")), page))
        .isTrue();
    assertThat(page).content().contains(">new</a>");
  }
}
