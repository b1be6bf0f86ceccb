package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.probe.Probes;
import io.ablate4j.registration.Registration;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a study that was run with every probe there is, in Chromium. */
class ProbesInBrowserTest {
  private static final int MOST_BYTES = 3_000_000;
  private static final Models MODELS = Models.onClassPath();
  private static final Probes PROBES = Probes.onClassPath();

  @TempDir private Path folder;

  private static List<String> all() {
    return PROBES.ids().stream()
        .filter(id -> PROBES.get(id).getClass().getPackage().equals(Probes.class.getPackage()))
        .toList();
  }

  private static String html() {
    CheckedStudy study =
        new StudyReader(MODELS, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(
                new StudySource(
                    "study.yaml",
                    """
                    name: looked-into
                    dataset: { source: glyphs, train: 100, validation: 60, test: 60 }
                    factors:
                      model: [mlp, cnn]
                      regularization: [none, both]
                      batchSize: 10
                      intervention: twice
                    interventions: { twice: { rescale: { by: 2 }, at: { step: 3 } } }
                    seeds: 2
                    budget: { epochs: 1 }
                    probes: [%s]
                    """
                        .formatted(String.join(", ", all()))),
                Overrides.NONE);
    List<Trial> trials = Planner.plan(study);
    TrialTrainer trainer =
        new TrialTrainer(
            MODELS,
            new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
            NativeRuntime.start(1),
            Clock.systemUTC());
    List<TrialResult> results = trials.stream().map(trainer::train).toList();
    assertThat(results)
        .hasSize(8)
        .allMatch(result -> result.outcome() instanceof Outcome.Completed);
    return HtmlReport.render(
        StudyAnalysis.of(
            new StudyRows(
                StudyRecords.of(study, MODELS, Map.of()),
                new Registration(List.of(), "a", "a", 2, Registration.Scope.BASIS, List.of()),
                trials.stream().map(Trial::planned).toList(),
                results,
                List.of())));
  }

  /** One run serves all: a browser and eight trials are dear. */
  @Test
  void itIsSmallFitsAPhoneAndAxeFindsNothingToBlame() throws IOException {
    try (Browser browser = Browser.start()) {
      String html = html();
      assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
      browser.open(Files.writeString(folder.resolve("probes.html"), html));
      browser.js("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertThat(browser.text("return document.getElementById('probes').parentElement.textContent"))
          .contains(all());
      for (int width : new int[] {360, 768, 1280}) {
        browser.size(width, 900);
        assertThat(browser.number("return document.documentElement.scrollWidth"))
            .as("at " + width + " pixels")
            .isLessThanOrEqualTo(width);
      }
      assertThat(browser.console()).isEmpty();
      // Rows of a table are alike, and so are its figures' panels.
      browser.js(
          "document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(8).forEach(r =>"
              + " r.remove()))");
      for (String scheme : List.of("light", "dark")) {
        browser.media("", scheme);
        assertThat(browser.axe(20)).as(scheme).isEmpty();
      }
    }
  }
}
